import { fileURLToPath } from 'node:url';
import addon from '../../schemas/addon-configuration.json' with { type: 'json' };
import table from '../../schemas/aws-node-env.schema.json' with { type: 'json' };
import fields from '../../schemas/eksctl-fields.json' with { type: 'json' };
import config from '../../schemas/eni-lens-config.schema.json' with { type: 'json' };
import type { Catalogue } from '../../server/messages/message.js';
import { configMapKeys } from '../../server/model/configMapKeys.js';
import { fixLevels } from '../../server/model/fix.js';
import { instanceTypeNames } from '../../server/model/instanceTypes.js';
import { severities } from '../../server/model/lensConfig.js';
import { rules } from '../../server/rules/index.js';
import { serverTemplates } from '../../server/tools/templates.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A language in which every letter of every text is `ⓧ`: a Latin letter that is left did not come from a catalogue. */
export const pseudoCatalogue: Catalogue = Object.fromEntries(
  serverTemplates(root).map(({ template }) => [
    template,
    template.replace(/\{\w+\}|[A-Za-z]/g, (part) => (part.length > 1 ? part : 'ⓧ')),
  ]),
);

/** Words as a person writes them in YAML or reads them in a message: names with their dots, dashes and slashes are one. */
function words(text: string): readonly string[] {
  return text.match(/[A-Za-z_][\w./:-]*\w/g) ?? [];
}

/** Names of the outside world that a message holds as values, beside those of the table of variables. */
const names: ReadonlySet<string> = new Set([
  ...rules.map(({ id }) => id),
  ...instanceTypeNames(),
  ...Object.keys(table.properties),
  ...configMapKeys.keys(),
  ...words(JSON.stringify(table.properties, (key, value) => (isProse(key) ? undefined : value))),
  ...words(JSON.stringify(fields.types)),
  ...Object.keys(addon.fields),
  // The keys of the config file, and what is written there.
  ...keysOf(config),
  ...severities,
  ...fixLevels,
  ...['Nitro', 'Xen', 'int', 'double', 'bool', 'string', 'list', 'map'],
  ...['DaemonSet', 'ENIConfig', 'SecurityGroupPolicy', 'ConfigMap', 'NodeConfig', 'ClusterConfig'],
  ...['EC2NodeClass', 'NodePool'],
  // Names of fields, flags, add-ons and interfaces that a fix writes or a message wants.
  ...[
    'env',
    'subnet',
    'zone',
    'conntrack-cache-table-size',
    'enable-policy-event-logs',
    'vpc-cni',
    'veth',
    'eksctl',
    'eks-pod-identity-agent',
    'kube-proxy',
    'coredns',
    'AmazonLinux2023',
  ],
]);

/** What nobody takes for English: fields in camel case and in snake case, paths, versions, addresses of things, beginnings of ids, functions. */
const forms =
  /^(?:[a-z]+[A-Z]\w*|[a-z]+(?:_[a-z]+)+|[\w-]+(?:[./]\w+)+\S*|v\d[\w.-]*|unix:\S+|(?:sg|subnet)(?:-\d+)?|[a-z]{2}-[a-z]+-\d[a-z]|min|max)$/;

/** The names of all properties in a schema. */
function keysOf(schema: object): readonly string[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null) return [];
    return [...(key === 'properties' ? Object.keys(value) : []), ...keysOf(value)];
  });
}

function isProse(key: string): boolean {
  return key === 'description' || key === 'x-default-note' || key === 'x-unit' || key === 'x-source';
}

/**
 * The English words in what a person is shown of some files in the pseudo language: those that are neither names nor stand in the
 * files outside of comments. Links and pictures are left out.
 */
export function englishLeft(
  shown: string,
  files: readonly { readonly path: string; readonly text: string }[],
): readonly string[] {
  const plain = shown
    .replace(/&\w+;/g, ' ')
    .replace(/\]\([^)]*\)/g, ']')
    .replaceAll('\\', '');
  const left = words(plain.replace(/(^|\n)_|_($|\n)/g, '$1$2')).filter((word) => !names.has(word) && !forms.test(word));
  if (left.length === 0) return [];
  const known = new Set(
    files.flatMap(({ path, text }) => [path, ...words(text.replace(/(^|\s)#(?! eni-lens).*$/gm, ''))]).map(asName),
  );
  return left.filter((word) => !known.has(asName(word.replace(/:\d+$/, ''))));
}

/** As Kubernetes would have a name written: a fix may write it so. */
function asName(word: string): string {
  return word.toLowerCase().replaceAll('_', '-');
}
