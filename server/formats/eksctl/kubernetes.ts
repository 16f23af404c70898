import { atLeast, parseVersion } from '../../model/cniVersion.js';
import { type Fact, knownValue } from '../../model/fact.js';
import { defaultKubernetes } from './release.js';

/** True where the cluster certainly has this Kubernetes version or a later one. */
export function reaches(version: Fact<string>, minimum: string): boolean {
  const written = version.kind === 'absent' ? defaultKubernetes : knownValue(version);
  if (written === 'latest' || written === 'auto') return true;
  return atLeast(parseVersion(written ?? ''), `${minimum}.0`) === true;
}
