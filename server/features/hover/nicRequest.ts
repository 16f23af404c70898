import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv } from '../../model/env.js';
import { multiNicAttachment, type NicRequest, workloadOf } from '../../model/nicRequest.js';
import { variableLink } from '../links.js';
import { type Content, settingInput } from './content.js';
import { typesTable } from './typesTable.js';

/** How many interfaces the pods of a workload get that asks for several, on which nodes. */
export function nicRequestContent(request: NicRequest, cluster: Cluster): Content {
  const workload = workloadOf(request);
  const { value } = request.value;
  if (value !== multiNicAttachment) {
    return {
      answer: message('{workload}: the CNI does not know {value}, and each pod gets one interface', {
        workload,
        value,
      }),
    };
  }
  const multiNic = clusterEnv(cluster).flag('ENABLE_MULTI_NIC');
  const isOff = multiNic.kind === 'set' && !multiNic.value;
  const href = variableLink('ENABLE_MULTI_NIC');
  return {
    answer: isOff
      ? message('{workload}: ipamd refuses its pods while ENABLE_MULTI_NIC is off', { workload })
      : message('{workload}: each pod gets an interface on each network card of its node', { workload }),
    // Source: amazon-vpc-cni-k8s v1.23.0, pkg/ipamd/ipamd.go:2176-2187, pkg/ipamd/rpc_handler.go:114-116.
    about: [
      message(
        'On further network cards the CNI keeps one IPv4 address free: WARM_IP_TARGET and its like hold for the first card. A pod with security groups of its own gets one interface.',
      ),
    ],
    tables: typesTable(cluster, message('Network cards'), ({ networkCards }) => networkCards.length),
    inputs: settingInput('ENABLE_MULTI_NIC', multiNic),
    links: href === undefined ? [] : [{ title: message('README of the CNI'), href }],
  };
}
