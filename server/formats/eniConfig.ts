import { message } from '../messages/message.js';
import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { EniConfig, EniConfigField, Resource } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entries, entryOf, get, items, path } from '../syntax/read.js';
import type { Location } from '../text/span.js';
import type { Format } from './format.js';
import { eniConfigTypeFaults, otherType } from './manifests/eniConfigTypes.js';
import { kindFaults, kindMeant } from './manifests/kinds.js';
import { observedIf } from './observed.js';
import { at, type Place } from './place.js';
import { hasHiddenEntries, isMissing, manifests, mayHoldMore, textFact } from './read.js';
import { structureFault } from './structure.js';

/** ENIConfig manifests. */
export const format: Format = {
  id: 'eniConfig',
  kinds: ['ENIConfig'],
  hints: ['ENIConfig', 'crd.k8s.amazonaws.com/'],
  apiGroups: ['crd.k8s.amazonaws.com'],
  read: (document, place) =>
    manifests(document)
      .filter((manifest) => kindMeant(manifest) === 'ENIConfig')
      .flatMap((manifest): readonly Resource[] => [
        readEniConfig(manifest, place),
        ...kindFaults(manifest, ['ENIConfig'], place),
        ...typeFaults(manifest, place),
        ...misplacedName(manifest, place),
      ]),
};

function readEniConfig(manifest: MapNode, place: Place): EniConfig {
  const spec = get(manifest, 'spec');
  const name = textFact(path(manifest, 'metadata', 'name'), place);
  return {
    kind: 'eniConfig',
    at: at(place, manifest),
    apiVersion: textFact(get(manifest, 'apiVersion'), place),
    name,
    namespace: textFact(path(manifest, 'metadata', 'namespace'), place),
    namespaceKey: keyOf(get(manifest, 'metadata'), 'namespace', place),
    spec: specFact(spec, place),
    subnetId: idFact(get(spec, 'subnet'), place),
    ...securityGroups(get(spec, 'securityGroups'), place),
    fieldsBesideSpec: entries(manifest)
      .filter(({ key }) => key.text === 'subnet' || key.text === 'securityGroups')
      .map(({ key }) => ({ value: key.text, at: at(place, key) })),
    unknownFields: entries(spec)
      .filter(({ key }) => key.text !== 'subnet' && key.text !== 'securityGroups' && !key.open)
      .map(({ key, value }) => ({ key: { value: key.text, at: at(place, key) }, ...textsOf(value, place) })),
    // Without a name or a spec somebody is still writing it, and perhaps more behind it.
    partlyHidden: name.kind !== 'known' || isMissing(spec),
    ...observedIf(manifest),
  };
}

function typeFaults(manifest: MapNode, place: Place): readonly Resource[] {
  const spec = get(manifest, 'spec');
  const isMap = isMissing(spec) || spec.kind === 'map' || spec.kind === 'scalar';
  if (!isMap) {
    const text = message('spec must be a mapping with subnet and securityGroups: the API server refuses the ENIConfig');
    return [structureFault(at(place, entryOf(manifest, 'spec')?.key ?? spec), text, { advice: 'inMessage' })];
  }
  const written = { subnet: entryOf(spec, 'subnet'), groups: entryOf(spec, 'securityGroups') };
  return eniConfigTypeFaults(written, message('the API server'), place);
}

/** A name at the top level is dropped, and an object without one is refused. */
function misplacedName(manifest: MapNode, place: Place): readonly Resource[] {
  const name = entryOf(manifest, 'name');
  const metadata = get(manifest, 'metadata');
  const isNamed = !isMissing(get(metadata, 'name')) || !isMissing(get(metadata, 'generateName'));
  const mayBe = (metadata !== undefined && metadata.kind !== 'map' && !isMissing(metadata)) || mayHoldMore(manifest);
  if (name === undefined || isMissing(name.value) || isNamed || mayBe) return [];
  const text = message(
    'name stands beside metadata, where nothing reads it: the API server refuses an object without a name',
  );
  const advice = message('Write it under metadata');
  return [structureFault(at(place, name.key), text, { advice })];
}

/** The security groups of an ENIConfig, or of a zone in an add-on's `eniConfig`. */
export function securityGroups(
  list: Node | undefined,
  place: Place,
): Pick<EniConfig, 'securityGroupIds' | 'hasSecurityGroups'> {
  return { securityGroupIds: items(list).map((id) => idFact(id, place)), hasSecurityGroups: !isMissing(list) };
}

/** A text that is an id; what is a number to the API server is refused as a whole. */
export function idFact(node: Node | undefined, place: Place): Fact<string> {
  return node !== undefined && otherType(node, place) ? unknown(at(place, node)) : textFact(node, place);
}

function textsOf(value: Node, place: Place): Pick<EniConfigField, 'shape' | 'texts'> {
  if (value.kind === 'seq') return { shape: 'list', texts: items(value).map((item) => textFact(item, place)) };
  return value.kind === 'scalar' ? { shape: 'text', texts: [textFact(value, place)] } : { shape: undefined, texts: [] };
}

function keyOf(map: Node | undefined, name: string, place: Place): Location | undefined {
  const entry = entries(map).find(({ key }) => key.text === name);
  return entry && at(place, entry.key);
}

function specFact(spec: Node | undefined, place: Place): Fact<'map'> {
  if (isMissing(spec)) return absent;
  return spec.kind === 'map' && !hasHiddenEntries(spec) ? known('map', at(place, spec)) : unknown(at(place, spec));
}
