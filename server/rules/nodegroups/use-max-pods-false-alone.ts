import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { mayRunAnotherCni } from '../../model/cniBasis.js';
import type { BootScript } from '../../model/nodeConfig.js';
import { groupCapacity, type TypeCapacity } from '../../plan/capacity.js';
import type { Rule } from '../rule.js';
import { groupOf } from './nodeConfigs.js';

/** The kubelet's own default. Source: KubeletConfiguration, maxPods. */
const kubeletDefault = 110;

export const rule: Rule = {
  id: 'use-max-pods-false-alone',
  severity: 'info',
  advice: message("Pass the number with --kubelet-extra-args '--max-pods=…', or leave --use-max-pods false out"),
  needsAll: true,
  silentWithout: ['bootScripts'],
  *check(cluster) {
    for (const script of cluster.bootScripts) {
      const { lonelyUseMaxPods: found, system, isMimePart } = script;
      if (found === undefined || system === 'al2023' || isMimePart) continue;
      const tight = tightest(script, cluster);
      yield {
        at: found.at,
        message: tight?.assumesPrefixes
          ? message(
              '{written} without --max-pods leaves every node with the {pods} pods of the kubelet, and {name} can serve {servable} even with prefix delegation',
              { written: found.value, pods: kubeletDefault, name: tight.name, servable: tight.servable },
            )
          : tight
            ? message(
                '{written} without --max-pods leaves every node with the {pods} pods of the kubelet, and {name} can serve {servable}',
                { written: found.value, pods: kubeletDefault, name: tight.name, servable: tight.servable },
              )
            : message(
                '{written} without --max-pods leaves every node with the {pods} pods of the kubelet, whatever its instance type can serve',
                { written: found.value, pods: kubeletDefault },
              ),
      };
    }
  },
};

/** The type of the script's group that can serve the fewest pods at best, where that is known and below the kubelet's default. */
function tightest(script: BootScript, cluster: Cluster): TypeCapacity | undefined {
  const group = groupOf(script, cluster);
  const served = group === undefined || mayRunAnotherCni(cluster) ? [] : (groupCapacity(group, cluster) ?? []);
  const [least] = served.toSorted((a, b) => a.servable - b.servable);
  return least && least.servable < kubeletDefault ? least : undefined;
}
