import { posix } from 'node:path';
import { readSource, sourceOf, uriOf } from '../disk/fileSource.js';
import { isInside } from '../disk/inside.js';
import { isReached, type WalkOptions } from '../disk/walk.js';
import { isConfigName } from '../formats/eniLensConfig.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import { ignoreMatcher } from '../workspace/clusters.js';
import { readFile } from '../workspace/fileModel.js';
import { type Workspace, withFiles, withModels } from '../workspace/workspace.js';
import type { FoundFiles } from './files.js';
import type { Git } from './git.js';
import { type Changes, contentsOf, type FileBefore } from './gitChanges.js';
import type { ConfigOption } from './options.js';

/** What was linted, and how it was found. */
export interface LintedNow {
  /** The folder it was linted in, and git there. */
  readonly folder: string;
  readonly git: Git;
  readonly workspace: Workspace;
  readonly found: FoundFiles;
  readonly maxFileSize: number;
  readonly configOption: ConfigOption;
}

/**
 * Whether a finding has to do with changes: it stands in a changed file, it points into one, or it was not there before. For that the
 * files are linted as they were, too; clusters without a change are not judged twice. After a change of the config file every finding
 * has, and so has a fault of ours.
 */
export function relevantTo(changes: Changes, now: LintedNow): (finding: RuleFinding) => boolean {
  if (isConfigChanged(changes, now)) return () => true;
  const isChanged = changedIn(changes, now);
  const isInChanged = ({ at, related = [] }: RuleFinding): boolean =>
    isChanged(at.uri) || related.some((other) => isChanged(other.at.uri));
  const others = lint(now.workspace).filter((finding) => !isInChanged(finding));
  const known = new Set(others.length > 0 ? lint(asBefore(changes, now)).map(identity) : []);
  return (finding) => finding.rule === 'internal-error' || isInChanged(finding) || !known.has(identity(finding));
}

/** Standard input counts as changed: it is newer than the file of that name. */
function changedIn(changes: Changes, { found }: LintedNow): (uri: string) => boolean {
  return (uri) => uri === found.stdin?.uri || changes.isChanged(uri);
}

/** True when the config file has changed, or another one counted before. Of one outside the working tree git knows nothing. */
function isConfigChanged(changes: Changes, { folder: place, workspace: { config }, configOption }: LintedNow): boolean {
  if (config.uri !== undefined && isInside(changes.top, config.uri) && changes.isChanged(config.uri)) return true;
  if (configOption !== undefined && configOption !== true) return false;
  const folder = uriOf(place);
  const nearest = config.uri === undefined ? '' : posix.dirname(config.uri);
  return changes.before.some(({ uri, isGone }) => {
    const place = posix.dirname(uri);
    return isGone && isConfigName(uri) && isInside(place, folder) && place.length >= nearest.length;
  });
}

/** The workspace with every changed file as it was. What git cannot tell of counts as not there. */
function asBefore(changes: Changes, now: LintedNow): Workspace {
  const { folder, git, workspace, found, maxFileSize } = now;
  const walk: WalkOptions = { attempt, isLeftOut: ignoreMatcher(workspace.config) };
  const seen = new Set(found.files.map(uriOf));
  const wasSeen = ({ uri, isGone }: FileBefore): boolean =>
    isGone ? found.folders.some((each) => isInside(each, uri) && isReached(each, uri, walk)) : seen.has(uri);
  const files = changes.before.filter(wasSeen);
  const contents = contentsOf(git, folder, files);
  const fromGit = files.map(({ uri }, index) => {
    const bytes = contents[index];
    return bytes && sourceOf(uri, bytes, maxFileSize);
  });
  const { stdin } = found;
  const unchanged = stdin && !changes.isChanged(stdin.uri) ? stdin.uri : undefined;
  const onDisk = unchanged && attempt(unchanged, () => readSource(unchanged, unchanged, maxFileSize));
  const sources = [...fromGit, onDisk].flatMap((source) => source || []);
  const read = new Set(sources.map(({ uri }) => uri));
  const isChanged = changedIn(changes, now);
  const before = withModels(
    workspace,
    sources.map((source) => readFile(source, workspace.files.get(source.uri))),
    [...workspace.files.keys()].filter((uri) => isChanged(uri) && !read.has(uri)),
  );
  return withBaselineBefore(before, changes, now);
}

/** The baseline as it was, wherever it lies: it counts without being among the files that are linted. */
function withBaselineBefore(workspace: Workspace, changes: Changes, { git, folder }: LintedNow): Workspace {
  const uri = workspace.baseline?.uri;
  const files = changes.before.filter((file) => file.uri === uri);
  const [content] = contentsOf(git, folder, files);
  return content && uri !== undefined ? withFiles(workspace, [{ uri, text: content.toString() }]) : workspace;
}

/** What cannot be read now was told of already. */
const attempt: WalkOptions['attempt'] = (_path, read) => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** The same for the same finding in a file that has not changed and the baseline. */
function identity({ at: { uri, document, span }, rule, message, baselined }: RuleFinding): string {
  return JSON.stringify([uri, document, span.start, span.end, rule, message, baselined !== undefined]);
}
