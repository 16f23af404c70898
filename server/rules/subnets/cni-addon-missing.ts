import { message } from '../../messages/message.js';
import { isAddonOfCni } from '../../model/addonNames.js';
import type { Cluster } from '../../model/cluster.js';
import { isOtherCni } from '../../model/cniBasis.js';
import { knownValue } from '../../model/fact.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cni-addon-missing',
  severity: 'info',
  advice: message('List vpc-cni under addons, or install another CNI before the node groups'),
  reportsAbsence: true,
  silentWithout: ['declarations'],
  *check(cluster) {
    const { declaration, nodeGroups } = cluster;
    const switchedOff = declaration?.disableDefaultAddons;
    if (switchedOff?.kind !== 'known' || !switchedOff.value || nodeGroups.length === 0 || !isMissing(cluster)) return;
    yield {
      at: switchedOff.at,
      message: message(
        'disableDefaultAddons leaves out vpc-cni, and no add-on brings it: nodes stay NotReady until a CNI is installed',
      ),
    };
  },
};

/** True when everything that could bring a CNI is seen, and nothing does. */
function isMissing({ declaration, settings, possibleSettings, cniSigns, possibleSigns, nodeGroups }: Cluster): boolean {
  const elsewhere = [settings, possibleSettings, cniSigns, possibleSigns];
  if (declaration === undefined || declaration.partlyHidden || elsewhere.some(({ length }) => length > 0)) return false;
  const { addons, autoMode } = declaration;
  if (autoMode.kind === 'unknown' || knownValue(autoMode) === true) return false;
  // With nodes the tool refuses the cluster, and says what to do.
  if (nodeGroups.some(({ desiredCapacity }) => (knownValue(desiredCapacity) ?? 0) > 0)) return false;
  const brings = addons.some(({ name }) => name.kind !== 'known' || isAddonOfCni(name.value) || isOtherCni(name.value));
  // A taint for the agent of another CNI says who is to come.
  return !brings && !nodeGroups.some(({ taintKeys }) => taintKeys.some(isOtherCni));
}
