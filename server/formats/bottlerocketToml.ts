import { message } from '../messages/message.js';
import { absent } from '../model/fact.js';
import type { NodeClass, Resource } from '../model/resource.js';
import type { Entry, Node, ScalarNode } from '../syntax/node.js';
import { entries } from '../syntax/read.js';
import { textForMaxPods } from './bottlerocketSettings.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { integerFact, isOpen, textFact } from './read.js';
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
    const named = (name: string): Written[] => written.filter(({ path }) => path === `${inKubernetes}${name}`);
    const [maxPods] = named('max-pods');
    const misspelt = maxPods === undefined ? written.filter(isMeantForMaxPods) : [];
    return [
      ...(maxPods === undefined ? [] : ofMaxPods(maxPods.entry, place)),
      ...misspelt.map(({ entry }) => misspeltMaxPods(entry.key, place)),
    ];
  },
};

const inKubernetes = 'settings.kubernetes.';

interface Written {
  /** Its name with those of the tables that it lies in. */
  readonly path: string;
  readonly entry: Entry;
}

/** The settings of a text by their whole names, those of all its tables. */
function settingsIn(root: Node | undefined, around = ''): readonly Written[] {
  return entries(root).flatMap((entry) => {
    const path = `${around}${entry.key.text}`;
    return entry.value.kind === 'map' ? settingsIn(entry.value, `${path}.`) : [{ path, entry }];
  });
}

/** `maxPods`, `max_pods`. */
function isMeantForMaxPods({ path }: Written): boolean {
  return /^max[_-]?pods?$/i.test(path.slice(inKubernetes.length));
}

const refused = refusedBy('Bottlerocket');

function ofMaxPods({ value }: Entry, place: Place): readonly Resource[] {
  if (value.kind !== 'scalar') return [];
  const here = at(place, value);
  const pods = integerFact(value, place);
  if (pods.kind === 'known') {
    const maxPods = { kind: 'set', value: pods.value, setting: 'max-pods', digits: 'all', at: pods.at } as const;
    const nodes: NodeClass = {
      kind: 'nodeClass',
      at: here,
      name: absent,
      amiFamily: 'bottlerocket',
      maxPods,
      podsPerCore: absent,
    };
    return [nodes];
  }
  const text = textFact(value, place);
  if (isOpen(value, place) || text.kind !== 'known') return [];
  const written = value.host.exact ? quotedIn(value) : undefined;
  return written === undefined ? [] : [textForMaxPods(written, here)].flatMap((each) => each ?? []);
}

/** A string with its quotes. */
function quotedIn({ style, text }: ScalarNode): string | undefined {
  if (style === 'double') return `"${text}"`;
  return style === 'single' ? `'${text}'` : undefined;
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
