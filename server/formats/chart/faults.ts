import { message } from '../../messages/message.js';
import { cniChart } from '../../model/addonNames.js';
import type { Fix } from '../../model/fix.js';
import type { MapNode } from '../../syntax/node.js';
import { entryOf, get } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { isMissing } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import type { ChartValue } from './singles.js';

const refused = refusedBy(cniChart);

/** The addresses that the network policy agent listens on: the chart puts a colon before them with `%s`, which takes texts only. */
const addresses = ['metricsBindAddr', 'healthProbeBindAddr'] as const;

/**
 * Addresses of the agent that are numbers. Source: charts/aws-vpc-cni/templates/_helpers.tpl:101-110 of amazon-vpc-cni-k8s v1.23.1; numbers of
 * YAML are floats to Helm (pkg/chart/v2/loader/load.go of helm e9b85e4).
 */
export function bindAddressFaults(values: MapNode, place: Place): readonly Refused[] {
  return addresses.flatMap((name) => {
    const value = entryOf(get(values, 'nodeAgent'), name)?.value;
    if (value?.kind !== 'scalar' || value.open || value.readAs.type !== 'number') return [];
    const here = at(place, value);
    const text = message(
      'nodeAgent.{name} must be a string: of the number {value} the chart makes :%!s(float64={value}), and the network policy agent does not start',
      { name, value: value.text },
    );
    const fix: Fix = {
      title: message('Write {value} in quotes', { value: value.text }),
      level: 'safe',
      changes: [{ kind: 'quote', at: here }],
    };
    return [refused('helm-bind-addr-not-string', here, text, { fixes: [fix] })];
  });
}

/** The same of a single value: what `--set` gives is an integer of Go (pkg/strvals/parser.go of helm e9b85e4). */
export function singleAddressFault({ keys, value, asText }: ChartValue, place: Place): readonly Refused[] {
  const name = addresses.find((each) => keys.join('.') === `nodeAgent.${each}`);
  if (name === undefined || value.kind !== 'scalar' || value.open || value.readAs.type !== 'number') return [];
  const text = message(
    'nodeAgent.{name} must be a string: of the number {value} the chart makes :%!s(int64={value}), and the network policy agent does not start',
    { name, value: value.text },
  );
  const title = message('Have Helm take {value} for a string', { value: value.text });
  const fixes: readonly Fix[] = asText === undefined ? [] : [{ title, level: 'safe', changes: [asText] }];
  return [refused('helm-bind-addr-not-string', at(place, value), text, { fixes })];
}

/**
 * `eniConfig.region`, which no template reads since chart 1.1.16. `maybe`: the values may be those of an add-on, whose schema asks for it.
 * Source: charts/aws-vpc-cni/templates/eniconfig.yaml of amazon-vpc-cni-k8s v1.11.0 and later.
 */
export function regionUnused(values: MapNode, standing: 'certain' | 'maybe', place: Place): readonly Refused[] {
  const entry = entryOf(get(values, 'eniConfig'), 'region');
  if (entry === undefined || isMissing(entry.value) || entry.key.open) return [];
  const text = message(
    'The chart reads no eniConfig.region: since version 1.1.16 an ENIConfig has the name of its key in subnets alone',
  );
  const here = at(place, entry.key);
  const fix: Fix = {
    title: message('Remove {name}', { name: 'region' }),
    level: 'suggested',
    changes: [{ kind: 'removeKey', at: here }],
  };
  const fixes = standing === 'certain' && entry.alias === undefined ? [fix] : [];
  return [refused('helm-eniconfig-region-unused', here, text, { fixes, tags: ['unnecessary'] })];
}
