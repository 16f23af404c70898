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

/** The script by whose only such command each file is given values from: both are of one cluster, wherever they lie. */
export function scriptsGiving(members: readonly Member[]): ReadonlyMap<Member, Member> {
  const commands = members.flatMap((script) => {
    const own = script.document.resources.filter((each) => each.kind === 'cniSettings' && each.over !== undefined);
    const [only, ...others] = own;
    return only?.kind === 'cniSettings' && others.length === 0 ? [{ script, command: only }] : [];
  });
  if (commands.length === 0) return new Map();
  const byUri = new Map(members.map((member) => [member.file.uri, member]));
  const scripts = new Map<Member, Member[]>();
  for (const { script, command } of commands) {
    for (const member of filesOf(command, byUri)) {
      if (member === undefined) continue;
      const others = scripts.get(member);
      if (others) others.push(script);
      else scripts.set(member, [script]);
    }
  }
  return new Map(
    [...scripts].flatMap(([member, [script, ...others]]) => (script && others.length === 0 ? [[member, script]] : [])),
  );
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
