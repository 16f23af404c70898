import { list, message } from '../../messages/message.js';
import { folderOf } from '../../text/paths.js';
import { fileMatcher } from '../../workspace/fileMatchers.js';
import { resourceMatcher } from '../../workspace/namedResources.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Content } from '../hover/content.js';
import type { ConfigPath } from './schema.js';
import { oursIn } from './values.js';

/** What a pattern of the config file matches of the files that are seen; undefined for a value that is no pattern. */
export function matchesContent(path: ConfigPath, pattern: string, workspace: Workspace): Content | undefined {
  switch (path.at(-2)) {
    case 'files':
      return filesContent(pattern, workspace);
    case 'resources':
      return resourcesContent(pattern, workspace);
    default:
      return undefined;
  }
}

function filesContent(pattern: string, workspace: Workspace): Content {
  const home = folderOf(workspace.config.uri ?? '');
  const matches = fileMatcher([pattern], workspace.config.uri);
  const ours = oursIn(workspace);
  const found = ours.filter((path) => matches(home + path));
  const text = { pattern, found: found.length, all: ours.length };
  return {
    answer: message('{pattern} matches {found} of {all} files with something to lint', text),
    about: found.length === 0 ? [] : [message('{shown}', { shown: list(found) })],
  };
}

function resourcesContent(pattern: string, { files }: Workspace): Content {
  const matches = resourceMatcher([pattern]);
  const all = [...files.values()].flatMap(({ documents }) => documents.flatMap(({ names }) => names));
  const found = all.filter(matches);
  const names = found.map(({ kind, namespace, name }) => [kind, ...(namespace ? [namespace] : []), name].join('/'));
  return {
    answer:
      found.length === 1
        ? message('{pattern} matches 1 resource', { pattern })
        : message('{pattern} matches {found} resources', { pattern, found: found.length }),
    about: names.length === 0 ? [] : [message('{shown}', { shown: list([...new Set(names)]) })],
  };
}
