import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast, versionText } from '../../model/cniVersion.js';
import { clusterEnv, effective, versionOf } from '../../model/env.js';
import { envVar } from '../../model/envVars.js';
import { multiNicAttachment, type NicRequest, workloadOf } from '../../model/nicRequest.js';
import { closest } from '../../text/closest.js';
import { hasOtherNodes, switchedOff, switchOn } from '../podSwitch.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'multi-nic-pods-unserved',
  severity: 'warning',
  advice: message('Set ENABLE_MULTI_NIC to "true", on types with several network cards, or remove the annotation'),
  needsAll: true,
  silentWithout: ['nicRequests'],
  *check(cluster) {
    const isServedOtherwise = mayHaveBranchEnis(cluster) || hasOtherNodes(cluster);
    for (const request of cluster.nicRequests) {
      if (request.value.value !== multiNicAttachment) yield* misspelt(request);
      else if (!isServedOtherwise) yield* tooOld(request, cluster) ?? unserved(request, cluster);
    }
  },
};

/** A pod with security groups of its own has one interface, whatever it asks for: ipamd does not look at the switch. */
function mayHaveBranchEnis(cluster: Cluster): boolean {
  return cluster.securityGroupPolicies.length > 0 || effective(clusterEnv(cluster).flag('ENABLE_POD_ENI')) === true;
}

/** Texts that are not near the one value may be meant to ask for nothing. */
function misspelt(request: NicRequest): readonly Finding[] {
  const { at, value } = request.value;
  if (!/^multi/i.test(value) && closest(value.toLowerCase(), [multiNicAttachment]).length === 0) return [];
  return [
    {
      at,
      message: message('The CNI does not know nicConfig "{value}": the pods of {workload} get one interface', {
        value,
        workload: workloadOf(request),
      }),
      advice: message('Write {right}', { right: multiNicAttachment }),
      fixes: () => [
        {
          title: message('Write {right}', { right: multiNicAttachment }),
          level: 'suggested',
          changes: [{ kind: 'replaceValue', at, value: multiNicAttachment, asString: false }],
        },
      ],
    },
  ];
}

/** A CNI that does not know the annotation passes it over; undefined for one that may know it. */
function tooOld(request: NicRequest, cluster: Cluster): readonly Finding[] | undefined {
  const version = versionOf(cluster);
  const since = envVar('ENABLE_MULTI_NIC')?.since;
  if (version === undefined || since === undefined || atLeast(version, since) !== false) return undefined;
  return [
    {
      at: request.value.at,
      message: message(
        '{workload} asks for an interface on each network card, which CNI {version} does not know: its pods get one',
        { workload: workloadOf(request), version: versionText(version) },
      ),
      advice: message('Install CNI {since} or later and set ENABLE_MULTI_NIC to "true", or remove the annotation', {
        since,
      }),
    },
  ];
}

function unserved(request: NicRequest, cluster: Cluster): readonly Finding[] {
  const off = switchedOff(cluster, 'ENABLE_MULTI_NIC');
  if (off === undefined) return [];
  const { at } = request.value;
  const workload = workloadOf(request);
  const fixes = () => switchOn(cluster, 'ENABLE_MULTI_NIC');
  if (off.kind === 'written') {
    return [
      {
        at,
        message: message(
          '{workload} asks for an interface on each network card, and ENABLE_MULTI_NIC is "false": ipamd refuses its pods, which stay in ContainerCreating',
          { workload },
        ),
        related: [{ at: off.at, message: message('Further network cards are left alone here') }],
        fixes,
      },
    ];
  }
  return [
    {
      at,
      severity: 'info',
      message: message(
        '{workload} asks for an interface on each network card, and no file here turns on ENABLE_MULTI_NIC: without it its pods stay in ContainerCreating',
        { workload },
      ),
      fixes,
    },
  ];
}
