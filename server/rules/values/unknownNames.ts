import { alternatives, type Message, message, sentence } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, entryOf, interpretContext } from '../../model/env.js';
import { type EnvVarName, envVar, evidentEnvVar, interpret, misspellingNote } from '../../model/envVars.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../../model/resource.js';

/** What is said about a name the CNI does not have: what follows from it, and the names that may be meant. */
export function unknownNameText(name: string, near: readonly EnvVarName[], effect: Message): Message {
  const written = misspellingNote(name);
  const note = written === undefined ? undefined : sentence(written);
  const suggestion = alternatives(near);
  if (near.length === 0) {
    return note
      ? message('{name} is not a variable of the CNI, so {effect}. {note}', { name, effect, note })
      : message('{name} is not a variable of the CNI, so {effect}', { name, effect });
  }
  return note
    ? message('{name} is not a variable of the CNI, so {effect}: did you mean {suggestion}? {note}', {
        name,
        effect,
        suggestion,
        note,
      })
    : message('{name} is not a variable of the CNI, so {effect}: did you mean {suggestion}?', {
        name,
        effect,
        suggestion,
      });
}

/**
 * A rename, only where one name is evident, is not written already, and is read here with the text it would get. None that would turn
 * on a second IP family: with both aws-node exits.
 */
export function renameTo(
  near: readonly EnvVarName[],
  settings: CniSettings,
  { name: container, block }: ContainerSettings,
  entry: EnvEntry,
  cluster: Cluster,
): readonly Fix[] {
  const [name, ...others] = near;
  if (name === undefined || others.length > 0 || block === undefined || entry.value.kind !== 'literal') return [];
  const row = envVar(name);
  const support = container === 'aws-node' ? row.addonEnv : row.addonInit;
  const isSettable = settings.takenBy !== 'addon' || support === 'listed' || support === 'unverified';
  const isRead = row.containers.includes(container);
  const isTaken = interpret(name, entry.value.text, interpretContext(settings, cluster)).kind === 'accepted';
  if (!isSettable || !isRead || !isTaken || entryOf(settings, name, container)) return [];
  if (addsFamily(name, entry.value.text, settings, cluster)) return [];
  return [
    {
      title: message('Rename {old} to {name}', { old: entry.name.value, name }),
      level: evidentEnvVar(entry.name.value) === name ? 'safe' : 'suggested',
      changes: [{ kind: 'renameVariable', block, at: entry.name.at, name }],
    },
  ];
}

function addsFamily(name: EnvVarName, text: string, settings: CniSettings, cluster: Cluster): boolean {
  if (name !== 'ENABLE_IPv4' && name !== 'ENABLE_IPv6') return false;
  const other = carrierEnv(settings, cluster).flag(name === 'ENABLE_IPv4' ? 'ENABLE_IPv6' : 'ENABLE_IPv4');
  const reading = interpret(name, text, {});
  return reading.kind === 'accepted' && reading.value === true && effective(other) !== false;
}
