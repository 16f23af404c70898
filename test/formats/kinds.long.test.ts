import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriers } from '../carriers/carriers.js';
import { carried } from '../harness/carried.js';
import { findings } from '../harness/check.js';
import { settingsIn } from '../harness/settingsIn.js';

/* What is read of files that are cut short or damaged: never a failure, and nothing is lost that stands before the cut. */

interface Kind {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const example = (path: string): Kind => ({
  name: path,
  path,
  text: readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8'),
});

const variables = [
  ['WARM_IP_TARGET', '5'],
  ['MINIMUM_IP_TARGET', '10'],
  ['AWS_VPC_K8S_CNI_LOGLEVEL', 'debug'],
  ['MAX_ENI', '3'],
] as const;

/** Each place in which variables are written, and each kind of file that has none. */
const kinds: readonly Kind[] = [
  ...carriers.map(({ name, path, write }) => ({ name, path, text: write(variables) })),
  ...carried.flatMap(({ row, files: [first], hovered }) =>
    first === undefined || (hovered === 'WARM_IP_TARGET' && row !== 'answers of the AWS CLI')
      ? []
      : [{ name: row, ...first }],
  ),
  {
    name: 'helm, values in a file',
    path: 'a.sh',
    text: 'helm upgrade cni eks/aws-vpc-cni -f cni.yaml --set env.MAX_ENI=3\n',
  },
  {
    name: 'eksctl create addon, which has no such flag',
    path: 'a.sh',
    text: 'eksctl create addon --cluster shop --name vpc-cni --configuration-values \'{"env": {"MAX_ENI": "3"}}\'\n',
  },
  example('live/broken/desk.json'),
  example('live/broken/subnets.json'),
];

/** The text is no text yet before a word in quotes or a block ends, or is of no kind before its last line; a workload may be a patch before its containers. */
const readWhole =
  /JSON in a text$|JSON that Fn::Join|^CloudFormation as JSON|^CDK|^kubectl patch|create-addon|create addon|one --set|--set-json|^answers of|^add-on values|^values of|^Terraform, a here-document|^AsciiDoc|^Pod, Event|^SecurityGroupPolicy|^ENIConfig|^workload that|subnets\.json$/;

/** Names say what a thing is: they are read together with what is said of it, which comes behind. */
const isName = /[.](?:name|clusterName)=/;

/** What is read of a text and is not read of its beginning, although it stands there whole. */
function lostIn({ path, text }: Kind, end: number, all: ReturnType<typeof settingsIn>): readonly string[] {
  const read = new Set(settingsIn(path, text.slice(0, end)).map(({ said, start }) => `${said} at ${start}`));
  const standing = all.filter((setting) => setting.end < end && !isName.test(setting.said));
  return standing.map(({ said, start }) => `${said} at ${start}`).filter((each) => !read.has(each));
}

const rulesOf = ({ path, text }: Kind) => findings([{ path, text }]).map(({ rule }) => rule);

describe('of a file that is cut short', () => {
  it.each(kinds)('$name everything is read that stands before the cut', (kind) => {
    const { name, path, text } = kind;
    const all = settingsIn(path, text);
    if (!/^NodeClass of/.test(name)) expect(all).not.toEqual([]);
    const from = readWhole.test(name) ? text.trimEnd().length : 0;
    const lost = [];
    for (let end = 0; end <= text.length; end++) {
      expect(rulesOf({ name, path, text: text.slice(0, end) })).not.toContain('internal-error');
      if (end >= from) lost.push(...lostIn(kind, end, all).map((each) => `${each}, cut at ${end}`));
    }
    expect(lost).toEqual([]);
  });
});

const pieces = [
  ...['"', "'", '{', '}', '[', ']', ':', ': ', '\n', '\n  ', '- ', '#', '&a ', '*a', '|', '>', '\t', '---\n', ''],
  ...['{{ x }}', '${X}', '$(x)', '`', '\\', '\\\n', '<<E\n', ';', '= ', '[[a]]\n', '!Ref ', '!Sub ', 'Fn::If: '],
];

/** A text with a few faults in it. */
function damaged(text: string): fc.Arbitrary<string> {
  const fault = fc.tuple(fc.nat(text.length), fc.nat(12), fc.constantFrom(...pieces));
  return fc
    .array(fault, { minLength: 1, maxLength: 3 })
    .map((faults) =>
      faults
        .toSorted(([a], [b]) => b - a)
        .reduce((before, [at, length, put]) => before.slice(0, at) + put + before.slice(at + length), text),
    );
}

/** One of each format; the others differ only in what is around it. */
const formats =
  /^(?:kubectl|aws eks|eksctl create|helm, |kOps$|Cluster API$|ACK$|Crossplane$|Makefile|AsciiDoc|Kustomize, a patch|a here-document|Terraform, kubectl|`|Bottlerocket|SecurityGroupPolicy|NodeClass of|answers of|ENIConfig|NodeConfig|live)/;

const damagedKinds: readonly Kind[] = [
  example('helm/broken/values.yaml'),
  example('helm/broken/east/release.yaml'),
  example('karpenter/broken/karpenter.yaml'),
  example('cloudformation/broken/lock.yaml'),
  ...kinds.filter(({ name }) => formats.test(name)),
];

it.each(damagedKinds)('$name with faults never fails', ({ name, path, text }) => {
  fc.assert(
    fc.property(damaged(text), (made) => {
      expect(rulesOf({ name, path, text: made })).not.toContain('internal-error');
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
