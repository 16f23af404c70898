import { type Argument, type Message, message } from '../../messages/message.js';
import { written } from '../../plan/source.js';
import { type Field, fieldNamed, isSwitch, type ValuesKey } from '../valuesKey.js';
import { configMapPurposes } from './configMapKey.js';
import { type Content, type Input, shippedDefault } from './content.js';

/**
 * What the keys beside the variables are for, by the keys from the root. Those of the ConfigMap, which the chart writes them into, are said
 * there. Sources: amazon-vpc-cni-k8s v1.23.1, charts/aws-vpc-cni/templates: daemonset.yaml:42-146, configmap.yaml:13-26, eniconfig.yaml:1-17.
 */
const purposes: Readonly<Record<string, Message>> = {
  affinity: message('on which nodes aws-node runs'),
  branchENICooldown: configMapPurposes['branch-eni-cooldown'],
  enableNetworkPolicy: message('network policies take effect: it turns on their controller and the agent on each node'),
  enableWindowsIpam: configMapPurposes['enable-windows-ipam'],
  enableWindowsPrefixDelegation: configMapPurposes['enable-windows-prefix-delegation'],
  eniConfig: message('one ENIConfig per zone, named like the zone'),
  'eniConfig.create': message('the ENIConfigs under subnets are made'),
  'eniConfig.region': message('nothing is made of it: an ENIConfig is named like its key under subnets'),
  'eniConfig.subnets': message('one ENIConfig for each key, named like it'),
  env: message('variables of the VPC CNI'),
  init: message('the init container of aws-node'),
  'init.env': message('variables of the init container'),
  livenessProbeTimeoutSeconds: message('seconds that aws-node has to answer a liveness probe'),
  minimumWindowsIPTarget: configMapPurposes['minimum-ip-target'],
  nodeAgent: message('the agent that enforces network policies on each node'),
  'nodeAgent.enableCloudWatchLogs': message('logged decisions of network policies go to CloudWatch Logs too'),
  'nodeAgent.enablePolicyEventLogs': message('decisions of network policies are logged on the node'),
  'nodeAgent.healthProbeBindAddr': message('port at which the agent answers health probes'),
  'nodeAgent.metricsBindAddr': message('port at which the agent has its metrics'),
  readinessProbeTimeoutSeconds: message('seconds that aws-node has to answer a readiness probe'),
  resources: message('CPU and memory of the containers of aws-node'),
  tolerations: message('taints of nodes on which aws-node runs all the same'),
  warmWindowsIPTarget: configMapPurposes['warm-ip-target'],
  warmWindowsPrefixTarget: configMapPurposes['warm-prefix-target'],
};

/** What a key among the values of the add-on or of the chart does; undefined for one that Kubernetes explains, and for one nobody knows. */
export function valuesKeyContent({ map, entry, path, part, settings }: ValuesKey): Content | undefined {
  const key = entry.key.text;
  const field = fieldNamed(map, key);
  const name = path.join('.');
  const purpose = Object.hasOwn(purposes, name) ? purposes[name] : undefined;
  const { value } = entry;
  if (field === undefined || purpose === undefined || (part === 'value' && value.kind !== 'scalar')) return undefined;
  const at = { ...settings.at, span: value.span };
  return {
    answer: message('{key}: {purpose}', { key: name, purpose }),
    inputs: [
      ...(value.kind === 'scalar' && value.text !== ''
        ? [{ name: message('written'), value: value.text, source: written(at) }]
        : []),
      ...typeOf(key, field, settings.takenBy === 'addon').map((value) => ({
        name: message('type'),
        value,
        source: undefined,
      })),
      ...defaultOf(field),
      ...(field.since !== undefined && settings.takenBy === 'addon'
        ? [{ name: message('since'), value: message('add-on {since}', { since: field.since }), source: undefined }]
        : []),
    ],
  };
}

/** The schema of the add-on wants switches as texts; the chart takes both. Of a map its name says enough. */
function typeOf(key: string, field: Field, isAddon: boolean): readonly Argument[] {
  const { type } = field;
  if (isSwitch(key, field)) {
    return [type === 'text' && isAddon ? message('"true" or "false", in quotes') : message('true or false')];
  }
  switch (type) {
    case 'integer':
      return [message('a whole number')];
    case 'list':
      return [message('a list')];
    case 'text':
    case 'boolean':
      return [message('a text')];
    case 'map':
      return [];
    default:
      return type satisfies never;
  }
}

function defaultOf(field: Field): readonly Input[] {
  const { default: value } = field;
  return value === undefined
    ? []
    : [{ name: message('default'), value: typeof value === 'number' ? value : String(value), source: shippedDefault }];
}
