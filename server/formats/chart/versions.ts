import { atLeast, parseVersion } from '../../model/cniVersion.js';
import { type Fact, known, knownValue, unknown } from '../../model/fact.js';

/**
 * The CNI that a version of the chart aws-vpc-cni installs: of the same number since 1.13.0, by this list before. What a version ships of
 * variables is what its CNI knows: none was shipped later than it came, or with another value. Source: Chart.yaml and values.yaml of the
 * chart at the tags v1.8.0 to v1.23.1 of amazon-vpc-cni-k8s and in eks-charts, stable/aws-vpc-cni.
 */
const before: Readonly<Record<string, string>> = {
  '1.0': 'v1.6.3',
  '1.1.0': 'v1.7.3',
  '1.1.1': 'v1.7.5',
  '1.1.2': 'v1.7.5',
  '1.1.3': 'v1.7.5',
  '1.1.4': 'v1.7.5',
  '1.1.5': 'v1.7.5',
  '1.1.6': 'v1.7.10',
  '1.1.7': 'v1.8.0',
  '1.1.8': 'v1.9.0',
  '1.1.9': 'v1.9.1',
  '1.1.10': 'v1.9.3',
  '1.1.11': 'v1.10.0',
  '1.1.12': 'v1.10.1',
  '1.1.13': 'v1.10.2',
  '1.1.14': 'v1.10.2',
  '1.1.15': 'v1.10.3',
  '1.1.16': 'v1.11.0',
  '1.1.17': 'v1.11.2',
  '1.1.18': 'v1.11.2',
  '1.1.19': 'v1.11.3',
  '1.1.20': 'v1.11.3',
  '1.1.21': 'v1.11.4',
  '1.1.22': 'v1.11.5',
  '1.2.0': 'v1.12.0',
  '1.2.2': 'v1.12.1',
  '1.2.5': 'v1.12.1',
  '1.2.6': 'v1.12.2',
  '1.2.7': 'v1.12.5',
  '1.2.8': 'v1.12.6',
  '1.3.0': 'v1.18.1',
};

/** The CNI of a chart's version; unknown for a range (`1.x`, `>=1.19`, `*`), a template and a version that is in no list. */
export function cniOfChart(version: Fact<string>): Fact<string> {
  if (version.kind !== 'known') return version.kind === 'absent' ? unknown() : version;
  const number = /^v?(\d+\.\d+\.\d+)$/.exec(version.value.trim())?.[1];
  if (number === undefined) return unknown(version.at);
  if (atLeast(parseVersion(number), '1.13.0')) return known(`v${number}`, version.at);
  const cni = before[number] ?? (number.startsWith('1.0.') ? before['1.0'] : undefined);
  return cni === undefined ? unknown(version.at) : known(cni, version.at);
}

/** Whether the chart of a CNI names its ENIConfigs by their keys alone, as all do since 1.1.16; charts before put `eniConfig.region` in front. */
export function namesByKeyOnly(cni: Fact<string>): boolean {
  return atLeast(parseVersion(knownValue(cni) ?? ''), '1.11.0') !== false;
}
