import { message } from '../messages/message.js';
import { absent, unknown } from '../model/fact.js';
import type { Label, NodeClass, NodeObject, Resource } from '../model/resource.js';
import type { Entry, ScalarNode } from '../syntax/node.js';
import type { Format } from './format.js';
import { labelsOf, maxPodsOf, settingsIn, type WrittenSetting } from './nodes/bottlerocketSettings.js';
import { at, type Place } from './place.js';
import { type Refused, refusedBy } from './refused.js';

/**
 * Bottlerocket's settings as a file, such as `user-data.toml`: what all nodes that are started with it have. Source: bottlerocket-project-website 6102096,
 * data/settings/1.14.x/kubernetes.toml.
 */
export const format: Format = {
  id: 'bottlerocketToml',
  kinds: [],
  hints: ['settings.kubernetes', '[settings]'],
  takes: { syntaxes: ['toml'] },
  read: ({ root }, place) => {
    const written = settingsIn(root).filter(({ path }) => path.startsWith(inKubernetes));
    if (written.length === 0) return [];
    const named = (name: string): WrittenSetting[] => written.filter(({ path }) => path === `${inKubernetes}${name}`);
    const [maxPods] = named('max-pods');
    const misspelt = maxPods === undefined ? written.filter(isMeantForMaxPods) : [];
    return [
      ...(maxPods === undefined ? [] : ofMaxPods(maxPods.entry, place)),
      ...misspelt.map(({ entry }) => misspeltMaxPods(entry.key, place)),
      ...labeledNode(labelsOf(written, place)),
    ];
  },
};

/** A node that is started with the file: which one, and what else it has, nobody sees. */
function labeledNode(labels: readonly Label[]): readonly NodeObject[] {
  const [first] = labels;
  if (first === undefined) return [];
  return [{ kind: 'node', at: first.key.at, name: unknown(), labels, annotations: [], partlyHidden: true }];
}

const inKubernetes = 'settings.kubernetes.';

/** `maxPods`, `max_pods`. */
function isMeantForMaxPods({ path }: WrittenSetting): boolean {
  return /^max[_-]?pods?$/i.test(path.slice(inKubernetes.length));
}

const refused = refusedBy('Bottlerocket');

function ofMaxPods({ value }: Entry, place: Place): readonly Resource[] {
  const { maxPods, refused: faults } = maxPodsOf(value, place);
  if (maxPods?.kind !== 'set') return faults;
  const nodes: NodeClass = {
    kind: 'nodeClass',
    at: maxPods.at,
    name: absent,
    amiFamily: 'bottlerocket',
    maxPods,
    podsPerCore: absent,
  };
  return [nodes];
}

function misspeltMaxPods(key: ScalarNode, place: Place): Refused {
  const here = at(place, key);
  const name = key.text;
  const text = message('Bottlerocket has no setting {name}: max pods is max-pods', { name });
  const [own = name] = name.split('.').slice(-1);
  const change = {
    kind: 'replaceText',
    at: here,
    written: name,
    text: `${name.slice(0, -own.length)}max-pods`,
  } as const;
  const title = message('Write max-pods');
  return refused('invalid-structure', here, text, { fixes: [{ title, level: 'safe', changes: [change] }] });
}
