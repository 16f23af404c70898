import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withWarning } from '../cli/manifests.js';
import { type Client, codesOf, withClient } from '../lsp/client.js';

const warning = 'warm-ip-target-without-minimum';
const uri = 'untitled:Untitled-1';

function replaceAll(client: Client, version: number, text: string): void {
  void client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ text }],
  });
}

it('reads a thousand texts nested too deep, and the next one, in one process', async () => {
  await withClient({}, async (client) => {
    const text = withWarning();
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    for (let edit = 0; edit < 1000; edit++) {
      const deep = ['[', '{a: ', '- '][edit % 3]?.repeat(2000 + edit) ?? '';
      replaceAll(client, edit + 2, `${text}---\nkind: ENIConfig\nspec: ${deep}`);
    }
    replaceAll(client, 1002, text);
    expect(codesOf(await client.until(uri, (sent) => sent.version === 1002 && sent.diagnostics.length > 0))).toEqual([
      warning,
    ]);
    expect(client.child.exitCode).toBeNull();
  });
});

it('does not grow with thousands of edits', async () => {
  const text = Array.from({ length: 20 }, (_, at) => withWarning(`c${at}`)).join('---\n');
  await withClient({ nodeOptions: ['--expose-gc', '-r', heapReport] }, async (client) => {
    client.open(uri, text);
    await client.ofVersion(uri, 1);
    const type = async (from: number, to: number) => {
      for (let version = from; version < to; version++) {
        client.edit(uri, version % 2 === 0 ? '"2"' : '"5"', version % 2 === 0 ? '"5"' : '"2"');
        // As an editor does: it does not run ahead of the server for ever.
        if (version % 500 === 0) await client.connection.sendRequest('textDocument/hover', hoverAtStart);
      }
      await client.connection.sendRequest('textDocument/hover', hoverAtStart);
    };
    await type(2, edits / 10);
    const before = await heapBytes(client);
    await type(edits / 10, edits + 1);
    const growth = (await heapBytes(client)) - before;
    const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
    console.log(
      `heap after ${edits / 10} edits ${mebibytes(before)} MiB, after ${edits} in all ${mebibytes(growth)} MiB above that`,
    );
    expect(growth).toBeLessThan(6 * 2 ** 20);
  });
});

/** So many in the tests; `EDITS=10000 npm run test:programs` for the long run that the checks make. */
const edits = Number(process.env.EDITS ?? 1000);
const heapReport = fileURLToPath(new URL('heapReport.cjs', import.meta.url));
const hoverAtStart = { textDocument: { uri }, position: { line: 0, character: 0 } };

/** What is left on the server's heap when all garbage is gone. */
async function heapBytes(client: Client): Promise<number> {
  const told = client.told.length;
  client.child.kill('SIGUSR2');
  const isReport = ({ method, params }: Client['told'][number]) =>
    method === 'stderr' && /heap \d+/.test(String(params));
  const { params } = await client.next(told, isReport);
  return Number(/heap (\d+)/.exec(String(params))?.[1]);
}
