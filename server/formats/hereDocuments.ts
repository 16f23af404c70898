import { knownValue } from '../model/fact.js';
import type { Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { HereDocument, SyntaxDocument } from '../syntax/node.js';
import { get, items, path } from '../syntax/read.js';
import { groupBy } from '../text/groupBy.js';
import { byCodeUnit } from '../text/order.js';
import { documentKey, placeKey } from '../text/span.js';
import { format as eksctl } from './eksctl.js';
import { type Format, takersOf } from './format.js';
import { format as helmValues } from './helmValues.js';
import { manifestFormats } from './manifestFormats.js';
import { format as nodeObjects } from './nodeObjects.js';
import { dropInName, foreignDropIn, writtenDropIns } from './nodes/dropIns.js';
import { at, type Place } from './place.js';
import { isOfIncompleteText } from './structure.js';

const formats = [...manifestFormats, eksctl, nodeObjects];

/**
 * The manifests that a script gives to a command or writes into a file: `kubectl apply -f - <<EOF`, `cat <<EOF > cluster.yaml`. What a shell
 * fills in is unknown, and faults of shape say nothing there.
 */
export const format: Format = {
  id: 'hereDocuments',
  kinds: [],
  hints: [...new Set(formats.flatMap(({ hints }) => hints))],
  takes: { syntaxes: ['shell'] },
  read(document, place) {
    const inText: Place = { ...place, isFragment: true };
    const written = items(document.root);
    const dropIns = writtenDropIns(written);
    const others = written.filter(
      (node) => node.kind !== 'scalar' || !node.hereDocument || dropInName(node.hereDocument) === undefined,
    );
    const all = [...others, ...dropIns.map(({ text }) => text)].flatMap((node) => {
      const { hereDocument } = node.kind === 'scalar' ? node : {};
      if (node.kind !== 'scalar' || hereDocument === undefined || isUnused(hereDocument)) return [];
      const dropIn = dropInName(hereDocument);
      // What else is printed is for people.
      if (hereDocument.isPrinted && dropIn === undefined) return [];
      const { root, rest, problems, templated } = openScalar(node);
      // What begins with a fault is a text of another kind; one further down is half typed, as in a file of its own.
      if (root === undefined || problems.some(({ span }) => span.start <= root.span.start)) return [];
      // Which formats take it depends on its own text, and not on all of the script.
      const takers = takersOf(formats, { ...document, text: node.text }, inText);
      const documents = [root, ...rest].map((each): SyntaxDocument => ({ ...document, root: each, templated }));
      const own = documents.flatMap((each) => {
        const manifest = takers.flatMap(({ read }) => read(each, inText));
        // Values of the chart, or of the add-on, are what is none of these.
        return manifest.length === 0 && namesEnv(each) ? helmValues.read(each, inText) : manifest;
      });
      const userData = dropIn === undefined ? placeKey(at(place, node)) : documentKey(place);
      const read = own
        .filter((each) => !isOfIncompleteText(each))
        .map((each) => (each.kind === 'nodeConfig' ? { ...each, userData } : each));
      const refused = dropIn === undefined || templated ? [] : foreignDropIn(node, place);
      return [{ isCertain: !hereDocument.mayBeSkipped, dropIn: dropIn ?? '', read: [...read, ...refused] }];
    });
    return withoutAlternatives(all.toSorted((a, b) => byCodeUnit(a.dropIn, b.dropIn)));
  },
};

/** Variables stand under `env` in values. */
function namesEnv({ root }: SyntaxDocument): boolean {
  return get(root, 'env') !== undefined || path(root, 'init', 'env') !== undefined;
}

/** True for what nobody keeps: a comment of many lines (`: <<EOF`), and what is taken away or only compared. */
function isUnused({ words }: HereDocument): boolean {
  return words.length === 0 || unused.test(words[0] ?? '') || words.some((word) => /^(?:delete|diff)$/.test(word));
}

const unused = /^(?::|true|false|echo|printf|grep|python3?|node|ruby|perl)$/;

interface Read {
  readonly isCertain: boolean;
  /** The name of the file that nodeadm reads, by which it merges them; '' for what is no such file. */
  readonly dropIn: string;
  readonly read: readonly Resource[];
}

/**
 * Without what a script may make one of: several clusters cannot be told apart, and of things of one name that it may pass over nobody
 * knows which there is.
 */
function withoutAlternatives(all: readonly Read[]): readonly Resource[] {
  const clusters = all.filter(({ read }) => read.some(({ kind }) => kind === 'cluster'));
  if (clusters.length > 1) return [];
  if (all.every(({ isCertain }) => isCertain)) return all.flatMap(({ read }) => read);
  const named = all.map(({ read }) => ({ read, names: [...new Set(read.flatMap(nameOf))] }));
  const byName = groupBy(
    named.flatMap(({ names }) => names),
    (name) => name,
  );
  const isRepeated = (name: string): boolean => (byName.get(name)?.length ?? 0) > 1;
  return named.flatMap(({ read, names }) => (names.some(isRepeated) ? [] : read));
}

function nameOf(resource: Resource): readonly string[] {
  switch (resource.kind) {
    case 'cniSettings':
    case 'configMap':
      return [resource.kind];
    case 'eniConfig':
    case 'nodeClass':
    case 'nodeGroup':
    case 'securityGroupPolicy':
      return [`${resource.kind} ${knownValue(resource.name) ?? ''}`];
    case 'nicRequest':
      return [`${resource.workload} ${knownValue(resource.name) ?? ''}`];
    default:
      return [];
  }
}
