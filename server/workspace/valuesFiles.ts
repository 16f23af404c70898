import type { CniSettings } from '../model/resource.js';
import { folderOf, parentOf, uriFrom } from '../text/paths.js';
import type { Member } from './draft.js';

/*
 * Files that a command gives before its own values: `helm upgrade -f values.yaml`. A path counts from the folder of the script, or from the nearest
 * one above in which there is such a file.
 */

/** The settings in such files by those of the command: where all of the files are seen, and no other command is given one of them. */
export function settingsInFiles(all: readonly CniSettings[]): ReadonlyMap<CniSettings, readonly CniSettings[]> {
  const commands = all.filter(({ over, layer }) => over !== undefined && layer !== undefined);
  if (commands.length === 0) return new Map();
  const byUri = new Map<string, CniSettings | undefined>();
  for (const settings of all) {
    if (settings.layer !== undefined || settings.takenBy !== 'chart') continue;
    const { uri } = settings.at;
    byUri.set(uri, byUri.has(uri) ? undefined : settings);
  }
  const found = commands.map((command) => ({ command, files: filesOf(command, byUri) }));
  const uses = new Map<CniSettings | undefined, number>();
  for (const { files } of found) for (const file of files) uses.set(file, (uses.get(file) ?? 0) + 1);
  return new Map(
    found.flatMap(({ command, files }) => {
      const seen = files.filter((file) => file !== undefined);
      const isOwn = seen.length === files.length && seen.every((file) => uses.get(file) === 1);
      return isOwn ? [[command, seen] as const] : [];
    }),
  );
}

/** Which documents commands give to the CNI. */
export interface GivenMembers {
  /** The script by whose only such command each is given: both are of one cluster, wherever they lie. */
  readonly by: ReadonlyMap<Member, Member>;
  /** Those that any command gives. */
  readonly all: ReadonlySet<Member>;
}

/** The documents of files that the commands of scripts give values from. */
export function givenMembers(members: readonly Member[]): GivenMembers {
  const commands = members.flatMap((script) => {
    const own = script.document.resources.flatMap((each) => (each.kind === 'cniSettings' && each.over ? [each] : []));
    return own.map((command) => ({ script, command, isOnly: own.length === 1 }));
  });
  const byUri = commands.length === 0 ? new Map() : new Map(members.map((member) => [member.file.uri, member]));
  const by = new Map<Member, Member | undefined>();
  const all = new Set<Member>();
  for (const { script, command, isOnly } of commands) {
    for (const member of filesOf(command, byUri)) {
      if (member === undefined) continue;
      by.set(member, isOnly && !all.has(member) ? script : undefined);
      all.add(member);
    }
  }
  return { by: new Map([...by].flatMap(([member, script]) => (script ? [[member, script] as const] : []))), all };
}

function filesOf<T>({ over, at }: CniSettings, byUri: ReadonlyMap<string, T>): readonly (T | undefined)[] {
  return over?.files.map((path) => (path === undefined ? undefined : fileAt(path, at.uri, byUri))) ?? [];
}

function fileAt<T>(path: string, script: string, byUri: ReadonlyMap<string, T>): T | undefined {
  for (let folder: string | undefined = folderOf(script); folder !== undefined; folder = parentOf(folder)) {
    const uri = uriFrom(folder, path);
    if (byUri.has(uri)) return byUri.get(uri);
  }
  return undefined;
}
