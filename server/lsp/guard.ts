import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where a fault of ours is told of. */
export interface FaultLog {
  error(text: string): void;
}

/**
 * Runs what answers a request. A fault of ours becomes one line in the log and an empty answer: the server lives on, and the next
 * request is answered. A request that was cancelled meanwhile is answered so.
 */
export function guard<P, R>(
  log: FaultLog,
  name: string,
  answer: (params: P, token: CancellationToken) => R | Promise<R>,
  otherwise: R,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const result = await answer(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      log.error(faultOf(name, error));
      return otherwise;
    }
  };
}

/** The same for what nobody waits for. True where it went well. */
export async function attempt(log: FaultLog, name: string, work: () => void | Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.error(faultOf(name, error));
    return false;
  }
}

/** The same for something that reads the disk: what fails is not there. */
export function attemptSync<T>(log: FaultLog, name: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    log.error(faultOf(name, error));
    return undefined;
  }
}

/** What the editor is asked for. It may refuse even what it said it can: that is one line in the log, and undefined. */
export async function asked<T>(
  { console }: Pick<Connection, 'console'>,
  request: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    console.warn(`The editor refuses: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The answer to a request that is no longer wanted. */
export function cancelled(): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'The request was cancelled');
}

function faultOf(name: string, error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `internal-error in ${name}: ${text}`;
}
