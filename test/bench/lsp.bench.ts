import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Client, connect, fullCapabilities, type Profile, uriOf } from '../lsp/client.js';
import { eksctlSchema, yamlServer, yamlSettings } from '../lsp/yamlServer.js';
import { percentile } from './percentile.js';

/*
 * What an editor waits for, ours and yaml-language-server's side by side: the same messages to both, in the same run. The peer gets
 * eksctl's schema (`--peer-schema FILE`, else ours) and nothing from the network. It waits 200 ms after an edit before it validates.
 */

interface Text {
  readonly name: string;
  readonly text: string;
  /** What is replaced by each edit, back and forth: one character changes. */
  readonly pieces: readonly [string, string];
  readonly edits: number;
  /** Milliseconds for the 95th percentile. */
  readonly target: number;
  /** The part of what the peer takes, for the 95th percentile. */
  readonly share?: number;
}

const ours = [fileURLToPath(new URL('../../dist/server.cjs', import.meta.url)), '--stdio'];

/** A ClusterConfig of so many lines. An m5.large serves 29 pods: with more there is a finding in every group. */
function clusterConfig(lines: number, name: string, maxPods = 29): string {
  const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: ${name}
  region: eu-west-1
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        WARM_IP_TARGET: "2"
managedNodeGroups:
`;
  const groups = Math.max(1, Math.round((lines - 11) / 9));
  const group = (index: number): string => `  - name: group-${index}
    instanceType: m5.large
    minSize: 1
    desiredCapacity: 3
    maxSize: 10
    volumeSize: 80
    labels:
      role: worker-${index}
    maxPodsPerNode: ${maxPods}
`;
  return head + Array.from({ length: groups }, (_, index) => group(index)).join('');
}

const target: readonly [string, string] = ['WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "3"'];
const texts: readonly Text[] = [
  { name: '300 lines', text: clusterConfig(300, 'shop'), pieces: target, edits: 40, target: 60 },
  { name: '3,000 lines', text: clusterConfig(3000, 'shop'), pieces: target, edits: 30, target: 120 },
  {
    name: '3,000 lines, a finding in every group',
    text: clusterConfig(3000, 'shop', 110),
    pieces: target,
    edits: 30,
    target: 120,
    share: 0.25,
  },
  {
    name: '100 documents, 200 KB, one changes',
    text: Array.from({ length: 100 }, (_, index) => clusterConfig(92, `shop-${index}`)).join('---\n'),
    pieces: ['name: shop-50\n  region: eu-west-1', 'name: shop-50\n  region: eu-west-2'],
    edits: 30,
    target: 40,
  },
  { name: '1 MB', text: clusterConfig(51_000, 'shop'), pieces: target, edits: 6, target: 700 },
  {
    name: '1 MB, a finding in every group',
    text: clusterConfig(51_000, 'shop', 110),
    pieces: target,
    edits: 6,
    target: 700,
    share: 1,
  },
];

/** Measures and prints. */
export async function measureLsp(peerSchema: string | undefined): Promise<void> {
  const settings = yamlSettings(peerSchema ? pathToFileURL(peerSchema).href : eksctlSchema);
  const profiles: readonly Profile[] = [{ command: ours }, { command: yamlServer, configuration: settings }];
  const starts = await inTurn(profiles, startMilliseconds);
  line('start: spawn to initialize, p50', starts, 'ms', { target: 150 });
  const idle = await inTurn(profiles, idleMebibytes);
  line('memory when idle', idle, 'MiB', { target: 70 });
  for (const text of texts) {
    const figures = await inTurn(profiles, (profile) => edit(profile, text));
    const size = `${text.name} (${text.text.split('\n').length} lines, ${Math.round(text.text.length / 1000)} kB)`;
    line(
      `edit to diagnostics, ${size}, p50`,
      figures.map(({ p50 }) => p50),
      'ms',
    );
    line(
      `edit to diagnostics, ${size}, p95`,
      figures.map(({ p95 }) => p95),
      'ms',
      text,
    );
    line(
      `processor time per edit and hover, ${text.name}`,
      figures.map(({ processor }) => processor),
      'ms',
    );
    line(
      `most memory, ${text.name}`,
      figures.map(({ mebibytes }) => mebibytes),
      'MiB',
    );
    line(
      `hover, ${text.name}, p95`,
      figures.map(({ hover }) => hover),
      'ms',
      { target: 20 },
    );
  }
}

/** One after the other: they must not compete for the machine. */
async function inTurn<P, R>(items: readonly P[], measure: (item: P) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await measure(item));
  return results;
}

/** At most so much, and at most this part of what the peer takes. */
type Aims = Partial<Pick<Text, 'target' | 'share'>>;

function line(name: string, figures: readonly number[], unit: string, aims: Aims = {}): void {
  const { target: aim, share } = aims;
  const [mine = 0, theirs = 0] = figures;
  const ratio = theirs > 0 ? `${(mine / theirs).toFixed(2)} of it` : '';
  const verdict = aim === undefined ? '' : ` (aim ${aim} ${unit}: ${mine <= aim ? 'met' : 'MISSED'})`;
  const beside = share === undefined ? '' : ` (aim ${share} of it: ${mine <= share * theirs ? 'met' : 'MISSED'})`;
  console.log(
    `${name}: ${mine.toFixed(1)} ${unit}, yaml-language-server ${theirs.toFixed(1)} ${unit}, ${ratio}${verdict}${beside}`,
  );
}

async function startMilliseconds(profile: Profile): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    const started = performance.now();
    const client = await connect(profile);
    times.push(performance.now() - started);
    client.kill();
  }
  return percentile(times, 0.5);
}

async function idleMebibytes(profile: Profile): Promise<number> {
  return withFile(profile, texts[0]?.text ?? '', async (client) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return residentMebibytes(client);
  });
}

interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly hover: number;
  readonly mebibytes: number;
  /** Processor time per edit and hover, garbage collection included: what a busy machine does not distort. */
  readonly processor: number;
}

async function edit(profile: Profile, { text, pieces: [before, after], edits }: Text): Promise<Figures> {
  return withFile(profile, text, async (client, uri) => {
    const times: number[] = [];
    const hovers: number[] = [];
    const line = text.slice(0, text.indexOf('instanceType:')).split('\n').length - 1;
    let processor = 0;
    for (let round = 0; round < edits + 3; round++) {
      if (round === 3) processor = processorMilliseconds(client);
      const told = client.told.length;
      const started = performance.now();
      client.edit(uri, round % 2 === 0 ? before : after, round % 2 === 0 ? after : before);
      await client.next(told, ({ method }) => method === 'textDocument/publishDiagnostics');
      const changed = performance.now();
      await client.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: { line, character: 20 },
      });
      // The first rounds warm up both.
      if (round < 3) continue;
      times.push(changed - started);
      hovers.push(performance.now() - changed);
    }
    return {
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      hover: percentile(hovers, 0.95),
      mebibytes: mostMebibytes(client),
      processor: (processorMilliseconds(client) - processor) / edits,
    };
  });
}

async function withFile<T>(
  profile: Profile,
  text: string,
  measure: (client: Client, uri: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'eni-lens-bench-'));
  writeFileSync(join(folder, 'cluster.yaml'), text);
  const client = await connect({ ...profile, capabilities: fullCapabilities, folders: [folder] });
  try {
    const uri = uriOf(folder, 'cluster.yaml');
    client.open(uri, text);
    await client.next(0, ({ method }) => method === 'textDocument/publishDiagnostics');
    return await measure(client, uri);
  } finally {
    client.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function residentMebibytes(client: Client): number {
  return mebibytes(client, 'VmRSS');
}

/** The most it ever had: how much it has at a moment depends on when its garbage was collected. */
function mostMebibytes(client: Client): number {
  return mebibytes(client, 'VmHWM');
}

function mebibytes({ child }: Client, field: string): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

/** User and system time of a process so far; Linux counts in hundredths of a second. */
function processorMilliseconds({ child }: Client): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
