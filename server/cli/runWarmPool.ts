import type { PoolRanges } from '../ipam/poolRanges.js';
import { defaultDriver } from '../ipam/warmPoolConfig.js';
import { type Message, message, signs } from '../messages/message.js';
import { isEnvVarName } from '../model/envVars.js';
import { limitsOf } from '../model/groupTypes.js';
import { fleetOf, oneByOneDriver, type PlayedPool, warmPoolAnswer } from '../plan/warmPoolAnswer.js';
import { jsonText } from '../reporters/terminal.js';
import type { Call } from './call.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import type { WarmPoolCommandOptions } from './options.js';
import { range } from './readOptions.js';
import { unknownType } from './runMaxPods.js';
import { tell } from './tell.js';
import { unknownVariable } from './unknownVariable.js';
import { warmPoolText } from './warmPoolText.js';

/** So many steps are shown where nobody asks for others. */
const usualSteps = 30;

/** Prints what the pool of a node does and returns the exit code. What the CNI does not take as written is told on standard error. */
export function runWarmPool(type: string, options: WarmPoolCommandOptions, call: Call): number {
  const { say } = call;
  const env = envOf(options);
  const limits = limitsOf(type, { facts: loadConfig(call.folder, options.config) });
  if (limits === undefined) throw new UsageError(unknownType(type));
  const ask = (pods: readonly number[]) => {
    const driver = options.burst ? defaultDriver : oneByOneDriver(pods);
    const answer = warmPoolAnswer({ type, limits, env, maxPods: options.maxPods, pods, driver });
    if (answer.kind === 'refused' && !answer.nodeRuns) throw new UsageError(answer.reason);
    return answer;
  };
  const first = ask([]);
  if (first.kind === 'refused') return tellNoPool(type, first.reason, options, call);
  const pods = options.pods ?? range(0, Math.min(first.podsWithAddress, usualSteps));
  const answer = ask(pods);
  if (answer.kind === 'refused') return tellNoPool(type, answer.reason, options, call);
  call.stdout.write(
    options.format === 'json'
      ? json(type, answer, options.nodes, call)
      : warmPoolText(type, answer, options.nodes, say),
  );
  for (const note of answer.notes) tell(message('note: {note}', { note }), call);
  return exitCodes.clean;
}

/** That a node works without a pool is an answer as well. */
function tellNoPool(type: string, reason: Message, { format }: WarmPoolCommandOptions, { stdout, say }: Call): number {
  const noPoolBecause = say(reason);
  stdout.write(
    format === 'json'
      ? jsonText({ version: 1, instanceType: type, noPoolBecause, notes: [], states: [] })
      : `${say(signs('{type}: {reason}', { type, reason: noPoolBecause }))}\n`,
  );
  return exitCodes.clean;
}

const customNetworking = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG';

/** The variables, checked: a misspelt one would be ignored by aws-node, and the answer would not be that of the person's node. */
function envOf({ env = {}, customNetworking: isCustom }: WarmPoolCommandOptions): Readonly<Record<string, string>> {
  const unknown = Object.keys(env).filter((name) => !isEnvVarName(name));
  if (unknown.length > 0) throw new UsageError(...unknown.map((name) => unknownVariable(name, '--env')));
  if (!isCustom) return env;
  const written = env[customNetworking];
  if (written !== undefined && written !== 'true') {
    throw new UsageError(
      message('--custom-networking and --env {variable} contradict each other: leave one out', {
        variable: `${customNetworking}=${written}`,
      }),
    );
  }
  return { ...env, [customNetworking]: 'true' };
}

/**
 * The states in the oracle's field names; `ranges` has the fields that the real program's random order leaves open.
 * The shape is documented in `docs/json-output.md` and by `schemas/warm-pool-output.schema.json`.
 */
function json(type: string, pool: PlayedPool, nodes: number | undefined, { say }: Call): string {
  const { config, driver, states, ranges } = pool;
  const fleet = nodes === undefined ? undefined : fleetOf(nodes, pool);
  return jsonText({
    version: 1,
    instanceType: type,
    ...(nodes === undefined ? {} : { nodes }),
    config,
    driver,
    notes: pool.notes.map(say),
    states: states.map((state, index) => {
      if (state.initError !== undefined) return { pods: state.pods, initError: state.initError };
      const { initError: _, ...fields } = state;
      return {
        ...fields,
        ...(fleet ? { subnetIPsOfAllNodes: fleet.subnetIPs[index] } : {}),
        ranges: openFields(ranges[index]),
      };
    }),
  });
}

function openFields(ranges: PoolRanges | undefined): Readonly<Record<string, readonly [number, number]>> {
  const { running, enis, totalIPs, idleIPs, prefixes, freePrefixes, subnetIPs } = ranges ?? {};
  const fields = { running, enis, totalIPs, idleIPs, prefixes, freePrefixes, subnetIPs };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, open]) => (open && open[0] !== open[1] ? [[name, open]] : [])),
  );
}
