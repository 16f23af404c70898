import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, entryOf, runningSettings, type Setting } from '../../model/env.js';
import { type EnvVarName, envVar, interpret, isEnvVarName } from '../../model/envVars.js';
import type { CniSettings, ContainerName, EnvEntry } from '../../model/resource.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'settings-differ-from-cluster',
  severity: 'info',
  advice: message(
    'Apply the file, or write into it what runs: somebody may have changed the cluster beside it, and the next update may take that back',
  ),
  silentWithout: ['settings'],
  *check(cluster) {
    const running = runningSettings(cluster) ?? addonOf(cluster);
    const isCertain = cluster.mayBelongTo === undefined && !cluster.isExample;
    if (running === undefined || !isCertain || running.absent === 'unknown') return;
    const declared = cluster.settings.filter(({ observed }) => !observed);
    const isSaid = agreement(declared, running);
    for (const each of declared) yield* ofDeclared(each, running, isSaid);
    const [only, ...others] = declared;
    if (only !== undefined && others.length === 0) yield* ofRunning(running, only, cluster);
  },
};

/** The add-on as EKS has it, where its DaemonSet was not read: what its configuration says, and what it ships for the rest. */
function addonOf({ settings }: Cluster): CniSettings | undefined {
  const [addon, ...others] = settings.filter(({ observed }) => observed);
  return addon?.takenBy === 'addon' && others.length === 0 ? addon : undefined;
}

/** Whether any settings that are declared give a variable the text that the cluster has. */
type Agreement = (name: EnvVarName, container: ContainerName, there: string | null) => boolean;

function agreement(declared: readonly CniSettings[], running: CniSettings): Agreement {
  const known = new Map<string, boolean>();
  return (name, container, there) => {
    const key = JSON.stringify([name, container, there]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const isSaid = declared.some((each) => isSame(name, textIn(each, name, container), there, running));
    known.set(key, isSaid);
    return isSaid;
  };
}

/** What a file sets otherwise than the cluster has it. */
function* ofDeclared(settings: CniSettings, running: CniSettings, isSaid: Agreement): Iterable<Finding> {
  for (const { name: container, env } of settings.containers) {
    for (const entry of env) {
      const { name, value } = entry;
      if (!isEnvVarName(name.value) || value.kind !== 'literal') continue;
      const variable = name.value;
      const there = textThere({ running, settings }, variable, container);
      if (there === undefined || entryOf(settings, variable, container) !== entry) continue;
      // Another file may set it last.
      if (isSaid(variable, container, there)) continue;
      yield differing(entry, value.text, there, {
        at: (entryOf(running, variable, container) ?? running).at,
        isAddon: running.takenBy === 'addon',
      });
    }
  }
}

/** The text of a variable in the cluster. The configuration of an add-on is judged as a whole by another configuration only: commands change what it makes. */
function textThere(
  { running, settings }: { readonly running: CniSettings; readonly settings: CniSettings },
  name: EnvVarName,
  container: ContainerName,
): string | null | undefined {
  const text = textIn(running, name, container);
  const isConfiguration = running.takenBy === 'addon' && settings.takenBy === 'addon';
  return text === undefined && isConfiguration && entryOf(running, name, container) === undefined ? null : text;
}

/** The text of a variable, null where it is not set; undefined where that cannot be seen. */
function textIn(settings: CniSettings, name: EnvVarName, container: ContainerName): string | null | undefined {
  const entry = entryOf(settings, name, container);
  if (entry === undefined) return settings.whole && settings.absent === 'codeDefault' ? null : undefined;
  return entry.value.kind === 'literal' ? entry.value.text : undefined;
}

/** True for texts that the CNI takes for the same value; what an add-on does not configure is as it ships it. */
function isSame(
  name: EnvVarName,
  one: string | null | undefined,
  other: string | null,
  { takenBy }: CniSettings,
): boolean {
  const shipped = takenBy === 'addon' ? (envVar(name).shippedDefault ?? null) : null;
  if (one === undefined) return false;
  return one === other || readingOf(name, one) === readingOf(name, other ?? shipped);
}

function readingOf(name: EnvVarName, text: string | null): unknown {
  if (text === null) return envVar(name).codeDefault;
  const read = interpret(name, text, {});
  return read.kind === 'accepted' ? read.value : read.kind === 'replaced' ? read.effective : text;
}

function differing(
  { name, value, at }: EnvEntry,
  here: string,
  there: string | null,
  { at: place, isAddon }: Pick<EnvEntry, 'at'> & { readonly isAddon: boolean },
): Finding {
  const args = { name: name.value, here };
  return {
    at: 'at' in value ? value.at : at,
    message:
      there === null
        ? isAddon
          ? message('{name} is "{here}" here, and not set in the add-on of the cluster', args)
          : message('{name} is "{here}" here, and not set in the DaemonSet of the cluster', args)
        : isAddon
          ? message('{name} is "{here}" here, and "{there}" in the add-on of the cluster', { ...args, there })
          : message('{name} is "{here}" here, and "{there}" in the DaemonSet of the cluster', { ...args, there }),
    related: [{ at: place, message: message('What the cluster runs with') }],
  };
}

/** What decides about addresses: where a default is left, somebody should know that the cluster has another value. */
const watched = [
  'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
  'AWS_VPC_K8S_CNI_EXTERNALSNAT',
  'ENABLE_POD_ENI',
  'ENABLE_PREFIX_DELEGATION',
  'MAX_ENI',
  'MINIMUM_IP_TARGET',
  'WARM_ENI_TARGET',
  'WARM_IP_TARGET',
  'WARM_PREFIX_TARGET',
] as const satisfies readonly EnvVarName[];

/** What the cluster has otherwise than the one file that declares it leaves it. */
function* ofRunning(running: CniSettings, declared: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(declared, cluster);
  for (const name of watched) {
    const entry = entryOf(running, name);
    const left: Setting<number | boolean> = envVar(name).kind === 'boolean' ? env.flag(name) : env.integer(name);
    if (entry?.value.kind !== 'literal' || left.kind !== 'default') continue;
    const value = effective(left);
    if (value === undefined ? entry.value.text === '' : value === readingOf(name, entry.value.text)) continue;
    yield {
      at: entry.value.at,
      message:
        value === undefined
          ? message('{name} is "{there}" in the cluster, and the file that declares its settings does not set it', {
              name,
              there: entry.value.text,
            })
          : message(
              '{name} is "{there}" in the cluster, and the file that declares its settings leaves it at the default {value}',
              { name, there: entry.value.text, value: String(value) },
            ),
      related: [{ at: declared.at, message: message('The settings as they are declared') }],
    };
  }
}
