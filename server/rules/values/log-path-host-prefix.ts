import { message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import type { CniSettings } from '../../model/resource.js';
import { eachEntry } from '../each.js';
import { replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'log-path-host-prefix',
  severity: 'warning',
  advice: message('Write a path that is there in the container'),
  judgesValues: true,
  silentWithout: ['settings'],
  check: eachEntry(checkEntry),
};

/** The plugins run on the node itself, not in a container. */
const pluginLogs: readonly string[] = [
  'AWS_VPC_K8S_PLUGIN_LOG_FILE',
  'AWS_VPC_K8S_EGRESS_V4_PLUGIN_LOG_FILE',
  'AWS_VPC_K8S_EGRESS_V6_PLUGIN_LOG_FILE',
];

function* checkEntry({ row: { name }, text, at, entry }: ReadEntry, settings: CniSettings): Iterable<Finding> {
  if (pluginLogs.includes(name) && text.startsWith('/host/')) {
    const path = text.slice('/host'.length);
    yield {
      at,
      message: message('{name} is {text}: the plugin runs on the node, which has no /host: its log belongs in {path}', {
        name,
        text,
        path,
      }),
      fixes: () => replaceValue(entry, path, 'suggested'),
    };
  }
  if (name === 'AWS_VPC_K8S_CNI_LOG_FILE' && text.startsWith('/') && !isOnTheNode(settings, text)) {
    const path = `/host${text}`;
    yield {
      at,
      message: message(
        '{name} is {text} in the container of aws-node, and lost with it: on the node that file is {path}',
        { name, text, path },
      ),
      fixes: () => replaceValue(entry, path, 'suggested'),
    };
  }
}

/** The shipped manifest has folders of the node under /host; another manifest may have them elsewhere. */
function isOnTheNode({ containers }: CniSettings, path: string): boolean {
  if (path.startsWith('/host/') || path.startsWith('/dev/') || path.startsWith('/proc/')) return true;
  const mounts = containers.filter(({ name }) => name === 'aws-node').flatMap(({ mountPaths }) => mountPaths);
  return mounts.some((mount) => path.startsWith(mount.endsWith('/') ? mount : `${mount}/`));
}
