import { sourceOf, uriOf } from '../disk/fileSource.js';
import { isReached, type WalkOptions } from '../disk/walk.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import { ignoreMatcher } from '../workspace/clusters.js';
import { readFile } from '../workspace/fileModel.js';
import { type Workspace, withModels } from '../workspace/workspace.js';
import type { FoundFiles } from './files.js';
import { type Changes, contentsOf, type FileBefore } from './gitChanges.js';

/** What was linted, and how it was found. */
export interface LintedNow {
  readonly workspace: Workspace;
  readonly found: FoundFiles;
  readonly maxFileSize: number;
}

/**
 * Whether a finding has to do with changes: it stands in a changed file, it points into one, or it was not there before. For that the
 * files are linted as they were, too; clusters without a change are not judged twice. After a change of the config file every finding has.
 */
export function relevantTo(changes: Changes, now: LintedNow): (finding: RuleFinding) => boolean {
  const { workspace, found } = now;
  const isChanged = (uri: string): boolean => uri === found.stdin?.uri || changes.isChanged(uri);
  const { uri: configUri } = workspace.config;
  if (configUri !== undefined && isChanged(configUri)) return () => true;
  const known = new Set(lint(asBefore(changes, now)).map(identity));
  return (finding) =>
    isChanged(finding.at.uri) ||
    (finding.related ?? []).some(({ at }) => isChanged(at.uri)) ||
    !known.has(identity(finding));
}

/** The workspace with every changed file as it was. */
function asBefore(changes: Changes, { workspace, found, maxFileSize }: LintedNow): Workspace {
  const walk: WalkOptions = { attempt, isLeftOut: ignoreMatcher(workspace.config) };
  const seen = new Set(found.files.map(uriOf));
  const wasSeen = ({ uri, isGone }: FileBefore): boolean =>
    isGone ? found.folders.some((folder) => isIn(folder, uri) && isReached(folder, uri, walk)) : seen.has(uri);
  const files = changes.before.filter((file) => file.uri !== found.stdin?.uri && wasSeen(file));
  const contents = contentsOf(process.cwd(), files);
  const sources = files.flatMap(({ uri }, index) => {
    const bytes = contents[index];
    const source = bytes && sourceOf(uri, bytes, maxFileSize);
    return source ? [source] : [];
  });
  const read = new Set(sources.map(({ uri }) => uri));
  const gone = [...changes.added, ...files.map(({ uri }) => uri)].filter((uri) => !read.has(uri));
  return withModels(
    workspace,
    sources.map((source) => readFile(source, workspace.files.get(source.uri))),
    gone,
  );
}

function isIn(folder: string, uri: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** What cannot be read now was told of already. */
const attempt: WalkOptions['attempt'] = (_path, read) => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** The same for the same finding in a file that has not changed. */
function identity({ at: { uri, document, span }, rule, message }: RuleFinding): string {
  return JSON.stringify([uri, document, span.start, span.end, rule, message]);
}
