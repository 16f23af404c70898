import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { nodeLoads } from '../../model/nodeLoad.js';
import type { ReportedEvent, ReportedLack } from '../../model/resource.js';
import { distinctBy, groupBy } from '../../text/groupBy.js';
import { firstFew, podsOnNode } from '../related.js';
import type { Finding, Related, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'no-address-reported',
  severity: 'warning',
  advice: message('Look at the event itself: it names what was refused'),
  silentWithout: ['events'],
  *check(cluster) {
    const served = servedPods(cluster);
    const open = cluster.events.filter(({ pod }) => pod === undefined || !served.has(pod));
    for (const [says, [first, ...others]] of groupBy(open, (event) => event.says)) {
      if (first) yield finding(says, [first, ...others], cluster);
    }
  },
};

/** What became of a pod since: one that has an address now waits for nothing. aws-node tells of its node, and not of itself. */
function servedPods({ pods }: Cluster): ReadonlySet<string> {
  return new Set(
    pods.flatMap(({ name, state, onHostNetwork }) => (state === 'waiting' || onHostNetwork ? [] : [name])),
  );
}

type Events = readonly [ReportedEvent, ...ReportedEvent[]];

function finding(says: ReportedLack, events: Events, cluster: Cluster): Finding {
  const { text, advice } = lacks[says];
  const [first, ...others] = distinctBy(events, ({ pod, node }) => pod ?? node);
  return {
    at: (first ?? events[0]).at,
    message: text(whomOf(events)),
    advice,
    // What nobody looked at again may have been there a moment later.
    ...(says === 'place' || (isOfMoment.has(says) && cluster.pods.length === 0) ? { severity: 'info' } : {}),
    related: [
      ...firstFew(
        others,
        (event) => [{ at: event.at, message: message('The same of {whom}', { whom: whomOf([event]) }) }],
        (more) => ({ at: more[0].at, message: message('The same of {whom}', { whom: whomOf(more) }) }),
      ),
      ...loadsOf(events, cluster),
    ],
  };
}

/** A pool that grows has addresses again. */
const isOfMoment: ReadonlySet<ReportedLack> = new Set(['address', 'branchEni']);

/** The pods that events are about, else the nodes. */
function whomOf(events: Events): Message {
  const pods = new Set(events.flatMap(({ pod }) => pod ?? []));
  const nodes = new Set(events.flatMap(({ node }) => node ?? []));
  const [name = '?'] = pods.size > 0 ? pods : nodes;
  if (pods.size > 0)
    return pods.size === 1 ? message('pod {name}', { name }) : message('{pods} pods', { pods: pods.size });
  return nodes.size > 1 ? message('{nodes} nodes', { nodes: nodes.size }) : message('node {name}', { name });
}

/** How many pods there are on the nodes that events name. */
function loadsOf(events: Events, cluster: Cluster): readonly Related[] {
  const loads = nodeLoads(cluster);
  const named = distinctBy(
    events.flatMap(({ node, at }) => (node === undefined ? [] : [{ node, at }])),
    ({ node }) => node,
  );
  return named.slice(0, 1).flatMap(({ node, at }) => {
    const load = loads.get(node);
    return load === undefined ? [] : [podsOnNode(node, load, at)];
  });
}

interface Lack {
  readonly text: (whom: Message) => Message;
  readonly advice: Message;
}

const lacks: Readonly<Record<ReportedLack, Lack>> = {
  address: {
    text: (whom) => message('The cluster reported that the VPC CNI had no address for {whom}', { whom }),
    advice: message(
      'Compare max pods of the node with what its type serves, and the free addresses of its subnet with what its pool asks for; where both are in order, the pool was too small for a moment: keep more addresses warm with WARM_IP_TARGET or MINIMUM_IP_TARGET',
    ),
  },
  prefix: {
    text: (whom) => message('The cluster reported that a subnet had no free /28 block for {whom}', { whom }),
    advice: message(
      'Reserve a range for prefixes in the subnet (aws ec2 create-subnet-cidr-reservation), or take a subnet that has free blocks: scattered addresses make none',
    ),
  },
  branchEni: {
    text: (whom) => message('The cluster reported that there was no branch ENI for {whom}', { whom }),
    advice: message(
      'Look at the event for what EC2 answered: too few free addresses in the subnet, or a security group that is not there',
    ),
  },
  trunkEni: {
    text: (whom) => message('The cluster reported that there was no trunk ENI for {whom}', { whom }),
    advice: message(
      'Where the event names UnauthorizedOperation, give the role of the cluster the policy AmazonEKSVPCResourceController; else replace the node, so that an ENI is left for the trunk',
    ),
  },
  permission: {
    text: (whom) => message('The cluster reported that EC2 refused a call of {whom}', { whom }),
    advice: message(
      'Attach the policy AmazonEKS_CNI_Policy to the role of aws-node, or to that of the nodes where it has none of its own',
    ),
  },
  eniConfig: {
    text: (whom) => message('The cluster reported that nothing names an ENIConfig for {whom}', { whom }),
    advice: message('Give the nodes the label or the annotation that names their ENIConfig'),
  },
  place: {
    text: (whom) =>
      message('The cluster reported that {whom} found no node with room: nodes had their max pods', { whom }),
    advice: message('Add nodes, or raise max pods as far as the types of the nodes serve them'),
  },
};
