import { defaultKey, externalLabel } from '../model/eniConfigChoice.js';
import { known, unknown } from '../model/fact.js';
import type { Label, NodeObject } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { get, textOf } from '../syntax/read.js';
import { hasFlag } from './commands/commandLine.js';
import { type ClusterLine, kubectlLines } from './commands/kubectl.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { textFact } from './read.js';

/**
 * `kubectl label|annotate node NAME k8s.amazonaws.com/eniConfig=…` in a script: which ENIConfig nodes ask for. What else a node has is not seen,
 * so the commands that name no ENIConfig say nothing.
 */
export const format: Format = {
  id: 'kubectlLabel',
  kinds: [],
  hints: [defaultKey, externalLabel],
  takes: { syntaxes: ['shell'] },
  read: ({ root }, place) => kubectlLines(root, place).flatMap((line) => nodesOf(line, place)),
};

const verbs = ['label', 'annotate'] as const;

function nodesOf(line: ClusterLine, place: Place): readonly NodeObject[] {
  const [first, ...rest] = line.words;
  const verb = verbs.find((each) => each === textOf(first));
  if (verb === undefined || hasFlag(line, '--help', '-h', '--list')) return [];
  const names = namesOf(rest.filter(({ kind }) => kind !== 'map'));
  const pairs = rest.flatMap((word) => pairOf(word, place));
  if (names === undefined || pairs.length === 0) return [];
  const made = {
    labels: verb === 'label' ? pairs : [],
    annotations: verb === 'label' ? [] : pairs,
    partlyHidden: true,
  } as const;
  const here = at(place, line.command);
  // `--all`, or a selector: nodes whose names are not seen.
  if (names.length === 0) return [{ kind: 'node', at: here, name: unknown(), ...made }];
  return names.map(({ node, name }) => {
    const namePlace = at(place, node);
    const isOpen = name === undefined || (node.kind === 'scalar' && node.open);
    return { kind: 'node', at: here, name: isOpen ? unknown(namePlace) : known(name, namePlace), ...made };
  });
}

/** The nodes a command is for; undefined where it is for something else. */
function namesOf(
  words: readonly Node[],
): readonly { readonly node: Node; readonly name: string | undefined }[] | undefined {
  const [first, ...rest] = words;
  const slashed = words.map((node) => ({ node, name: /^no(?:des?)?\/(.+)$/.exec(textOf(node) ?? '')?.[1] }));
  if (slashed.some(({ name }) => name !== undefined)) return slashed.filter(({ name }) => name !== undefined);
  if (!/^no(?:des?)?$/.test(textOf(first) ?? '')) return undefined;
  return rest.filter((node) => textOf(node)?.endsWith('-') !== true).map((node) => ({ node, name: textOf(node) }));
}

/** A word that names an ENIConfig. */
function pairOf(word: Node, place: Place): readonly Label[] {
  const [name, value] = [get(word, 'name'), get(word, 'value')];
  const key = textOf(name);
  if (name === undefined || value === undefined || (key !== defaultKey && key !== externalLabel)) return [];
  return [{ key: { value: key, at: at(place, name) }, value: textFact(value, place) }];
}
