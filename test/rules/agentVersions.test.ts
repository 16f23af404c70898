import { describe, expect, it } from 'vitest';
import { companionAgent } from '../../server/model/agentPair.js';
import { parseVersion } from '../../server/model/cniVersion.js';
import { item, manifest } from '../harness/carriers.js';
import { checkFix, findings } from '../harness/check.js';

const families = item('ENABLE_IPv4', 'true');

interface Example {
  readonly cni: string;
  /** The agent's version; undefined: no such container. */
  readonly agent?: string;
  readonly mode?: string;
  readonly policy?: boolean;
}

/** A whole DaemonSet with these versions. */
function daemonSet({ cni, agent, mode, policy = false }: Example): string {
  const env = mode === undefined ? families : `${families}\n${item('NETWORK_POLICY_ENFORCING_MODE', mode)}`;
  const container = `        - name: aws-eks-nodeagent
          image: registry.example/aws-network-policy-agent:v${agent}
          args: ["--enable-network-policy=${policy}"]
`;
  return `${manifest(env, { image: `amazon-k8s-cni:v${cni}` })}${agent === undefined ? '' : container}`;
}

const about = ['image-versions-disagree', 'network-policy-switches-disagree', 'network-policy-agent-missing'];

/** `error image-versions-disagree: …` of each finding about the two programs. */
function said(example: Example): readonly string[] {
  return findings([{ path: 'aws-node.yaml', text: daemonSet(example) }])
    .filter(({ rule }) => about.includes(rule))
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}

// By the sources named in server/model/agentPair.ts, each bound from both sides.
describe('two releases that do not go together', () => {
  const images = (words: string) => `^error image-versions-disagree: .*${words}`;
  it.each<[string, Example, string]>([
    ['socket', { cni: '1.20.2', agent: '1.2.5', mode: 'standard' }, images('agents listen since v1.2.6')],
    ['socket', { cni: '1.23.0', agent: '1.1.4', mode: 'none' }, images('agents listen since v1.2.6')],
    ['port', { cni: '1.20.1', agent: '1.2.6', mode: 'standard' }, images('port 50052')],
    ['port', { cni: '1.19.4', agent: '1.3.0', mode: 'none' }, images('port 50052')],
    ['port, strict', { cni: '1.19.2', agent: '1.2.6', mode: 'strict' }, images('port 50052')],
    ['nowhere', { cni: '1.19.4', agent: '1.0.8', mode: 'standard' }, images('agents answer since v1.1.0')],
    ['nowhere, strict', { cni: '1.17.1', agent: '1.0.8', mode: 'STRICT' }, images('agents answer since v1.1.0')],
    ['no mode', { cni: '1.19.2', agent: '1.2.1', mode: 'strict', policy: true }, images('tells no mode')],
    [
      'no RPC',
      { cni: '1.19.2', agent: '1.2.3', mode: 'standard', policy: true },
      images('ipamd answers since v1.19.3'),
    ],
    ['no RPC', { cni: '1.18.6', agent: '1.4.1', policy: true }, images('ipamd answers since v1.19.3')],
    ['ask socket', { cni: '1.22.4', agent: '1.4.1', mode: 'standard', policy: true }, images('where it answers since')],
    ['ask port', { cni: '1.23.0', agent: '1.4.0', mode: 'standard', policy: true }, images('agents know since v1.4.1')],
    ['ask port', { cni: '1.23.1', agent: '1.2.6', mode: 'standard', policy: true }, images('agents know since v1.4.1')],
  ])('says so: %s, %j', (_name, example, expected) => {
    const all = said(example).filter((line) => line.includes('image-versions'));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(new RegExp(expected));
  });

  it.each<Example>([
    { cni: '1.20.1', agent: '1.2.5', mode: 'standard', policy: true },
    { cni: '1.20.2', agent: '1.2.6', mode: 'standard', policy: true },
    { cni: '1.19.3', agent: '1.2.6', mode: 'standard' },
    { cni: '1.19.3', agent: '1.1.0', mode: 'strict' },
    { cni: '1.19.2', agent: '1.2.6', mode: 'standard' },
    { cni: '1.19.2', agent: '1.2.2', mode: 'standard', policy: true },
    { cni: '1.19.2', agent: '1.2.1', mode: 'strict' },
    { cni: '1.17.1', agent: '1.1.0', mode: 'strict', policy: true },
    { cni: '1.16.4', agent: '1.0.8', policy: true },
    { cni: '1.22.4', agent: '1.4.1', mode: 'standard' },
    { cni: '1.22.4', agent: '1.4.0', mode: 'standard', policy: true },
    { cni: '1.20.2', agent: '1.2.5' },
  ])('says nothing of %j', (example) => {
    expect(said(example)).toEqual([]);
  });

  it('warns of an agent that would not find ipamd once it is turned on', () => {
    const [only, ...others] = said({ cni: '1.23.1', agent: '1.3.7', mode: 'standard' });
    expect(others).toEqual([]);
    expect(only).toMatch(/^warning image-versions-disagree: .*with network policy turned on it would panic/);
  });

  it('can be mended with the agent that the CNI is released with', () => {
    const example = { cni: '1.22.4', agent: '1.4.1', mode: 'standard', policy: true };
    checkFix(daemonSet(example), {
      rule: 'image-versions-disagree',
      expected: daemonSet({ ...example, agent: '1.4.0' }),
    });
  });

  it.each(['1.17.1', '1.18.6', '1.19.3', '1.19.4', '1.20.1', '1.20.2', '1.22.0', '1.22.4', '1.23.0', '1.23.1'])(
    'is never the pair a release is shipped as: %s',
    (cni) => {
      const version = parseVersion(cni);
      const agent = version && companionAgent(version);
      if (agent === undefined) throw new Error(`${cni} has no agent`);
      for (const policy of [false, true]) expect(said({ cni, agent, mode: 'standard', policy })).toEqual([]);
      expect(said({ cni, agent, mode: 'strict', policy: true })).toEqual([]);
    },
  );
});

describe('a mode that an enforcing agent cannot work with', () => {
  it.each<[Example, string]>([
    [{ cni: '1.19.4', agent: '1.2.3' }, 'is not set for aws-node: the agent panics'],
    [{ cni: '1.19.3', agent: '1.2.3', mode: 'none' }, 'is none for aws-node: the agent panics'],
    [{ cni: '1.19.3', agent: '1.2.1', mode: 'None' }, 'is none for aws-node: the agent refuses the mode'],
    [{ cni: '1.23.1', agent: '1.4.2' }, 'is not set for aws-node: the agent panics'],
  ])('is said: %j', (example, expected) => {
    const [only, ...others] = said({ ...example, policy: true });
    expect(others).toEqual([]);
    expect(only).toContain(`error network-policy-switches-disagree: enable-network-policy is true`);
    expect(only).toContain(expected);
  });

  it.each<Example>([
    { cni: '1.19.3', agent: '1.2.3' },
    { cni: '1.18.6', agent: '1.1.4' },
    { cni: '1.18.1', agent: '1.1.1', mode: 'none' },
    { cni: '1.19.4', agent: '1.2.2' },
    { cni: '1.19.4', agent: '1.2.0', mode: 'none' },
    { cni: '1.19.3', agent: '1.2.3', mode: '' },
  ])('is not: %j', (example) => {
    expect(said({ ...example, policy: true })).toEqual([]);
  });
});

describe('a DaemonSet without the agent', () => {
  it.each<[Example, boolean]>([
    [{ cni: '1.17.1', mode: 'standard' }, false],
    [{ cni: '1.19.2', mode: 'standard' }, false],
    [{ cni: '1.17.1', mode: 'strict' }, true],
    [{ cni: '1.19.2', mode: 'Strict' }, true],
    [{ cni: '1.19.3', mode: 'strict' }, false],
    [{ cni: '1.19.4', mode: 'standard' }, true],
    [{ cni: '1.19.4', mode: 'none' }, true],
    [{ cni: '1.19.4' }, false],
    [{ cni: '1.23.1', mode: 'standard' }, true],
  ])('%j is reported: %s', (example, expected) => {
    expect(said(example)).toHaveLength(expected ? 1 : 0);
  });

  it('may have it under another name', () => {
    const text = daemonSet({ cni: '1.23.1', agent: '1.4.2', mode: 'standard' }).replace('aws-eks-nodeagent', 'policy');
    expect(findings([{ path: 'aws-node.yaml', text }])).toEqual([]);
  });
});
