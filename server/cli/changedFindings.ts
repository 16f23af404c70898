import { readSource, sourceOf, uriOf } from '../disk/fileSource.js';
import { everything } from '../disk/gitIndex.js';
import { isInside } from '../disk/inside.js';
import { reachFrom, type WalkOptions } from '../disk/walk.js';
import { isConfigName } from '../formats/eniLens/configNames.js';
import { lintAll, type RuleFinding } from '../linter/lint.js';
import type { LensConfig } from '../model/lensConfig.js';
import { groupBy } from '../text/groupBy.js';
import { folderOf, parentOf } from '../text/paths.js';
import type { Cut } from '../workspace/cut.js';
import { type FileSource, readFile } from '../workspace/fileModel.js';
import { type Workspace, withFiles, withModels } from '../workspace/workspace.js';
import type { Call } from './call.js';
import type { FoundFiles } from './files.js';
import { type Git, gitOf } from './git.js';
import { type Changes, changesSince, contentsOf, type FileBefore } from './gitChanges.js';
import type { LintOptions } from './options.js';

/** What was linted, and how it was found. */
interface LintedNow {
  /** The folder it was linted in, and git there. */
  readonly folder: string;
  readonly git: Git;
  readonly workspaces: readonly Workspace[];
  readonly cut: Cut;
  readonly found: FoundFiles;
  readonly options: Pick<LintOptions, 'maxFileSize' | 'config'>;
}

/**
 * What tells, once all is linted, whether a finding has to do with changes since a commit: the last one, or where the branch left `since`.
 * Throws a UsageError where git cannot say.
 */
export function findingsSince(
  since: string | undefined,
  call: Call,
): (now: Omit<LintedNow, 'git' | 'folder'>) => (finding: RuleFinding) => boolean {
  const { folder } = call;
  const git = gitOf(call);
  const changes = changesSince(git, folder, since);
  return (now) => relevantTo(changes, { ...now, git, folder });
}

/**
 * Whether a finding has to do with changes: it stands in a changed file, it points into one, or it was not there before. For that the
 * files are linted as they were, too; clusters without a change are not judged twice. After a change of the config file every finding
 * of its files has, and so has a fault of ours.
 */
function relevantTo(changes: Changes, now: LintedNow): (finding: RuleFinding) => boolean {
  const isOfChangedConfig = ofChangedConfigs(changes, now);
  const isChanged = changedIn(changes, now);
  const isInChanged = ({ at, related = [] }: RuleFinding): boolean =>
    isChanged(at.uri) || related.some((other) => isChanged(other.at.uri)) || isOfChangedConfig(at.uri);
  const others = lintAll(now.workspaces).filter((finding) => !isInChanged(finding));
  const known = new Set(others.length > 0 ? lintAll(asBefore(changes, now)).map(identity) : []);
  return (finding) => finding.rule === 'internal-error' || isInChanged(finding) || !known.has(identity(finding));
}

/** Standard input counts as changed: it is newer than the file of that name. */
function changedIn(changes: Changes, { found }: LintedNow): (uri: string) => boolean {
  return (uri) => uri === found.stdin?.uri || changes.isChanged(uri);
}

/**
 * True for files whose config file has changed, or of which another one counted before, and for those that were linted together with
 * such. Of a config file outside the working tree git knows nothing.
 */
function ofChangedConfigs(changes: Changes, { workspaces, cut, options }: LintedNow): (uri: string) => boolean {
  const changed = new Set<LensConfig>();
  const isFound = options.config === undefined || options.config === true;
  for (const { config } of workspaces) {
    if (config.uri === undefined || !isInside(changes.top, config.uri) || !changes.isChanged(config.uri)) continue;
    changed.add(config);
    const above = parentOf(folderOf(config.uri));
    const isNew = !changes.before.some(({ uri }) => uri === config.uri);
    if (isFound && isNew && above !== undefined) changed.add(cut.homeOf(above).config);
  }
  for (const { uri, isGone } of isFound ? changes.before : []) {
    if (!isGone || !isConfigName(uri)) continue;
    const { config } = cut.homeOf(uri);
    const files = workspaces.find((workspace) => workspace.config === config)?.files.keys() ?? [];
    if ([...files].some((each) => each.startsWith(folderOf(uri)))) changed.add(config);
  }
  const affected = workspaces.filter(({ config }) => changed.has(config));
  const uris = new Set(affected.flatMap(({ files }) => [...files.keys()]));
  return (uri) => uris.has(uri);
}

/** The workspaces with every changed file as it was. What git cannot tell of counts as not there. */
function asBefore(changes: Changes, now: LintedNow): readonly Workspace[] {
  const { folder, git, workspaces, cut, found, options } = now;
  const { maxFileSize } = options;
  // What git had then it tracked, whatever a pattern says.
  const walk: WalkOptions = { attempt, trackedIn: () => everything, isLeftOut: cut.isIgnored };
  const seen = new Set(found.files.map(uriOf));
  const reached = found.folders.map((folder) => ({ folder, has: reachFrom(folder, walk) }));
  const wasSeen = ({ uri, isGone }: FileBefore): boolean =>
    isGone ? reached.some((each) => isInside(each.folder, uri) && each.has(uri)) : seen.has(uri);
  const files = changes.before.filter(wasSeen);
  const contents = contentsOf(git, folder, files);
  const fromGit = files.map(({ uri }, index) => {
    const bytes = contents[index];
    return bytes && sourceOf(uri, bytes, maxFileSize);
  });
  const { stdin } = found;
  const unchanged = stdin && !changes.isChanged(stdin.uri) ? stdin.uri : undefined;
  const onDisk = unchanged && attempt(unchanged, () => readSource(unchanged, unchanged, maxFileSize));
  const sources = groupBy(
    [...fromGit, onDisk].flatMap((source) => source || []),
    ({ uri }) => cut.homeOf(uri).config,
  );
  return workspaces.map((workspace) => workspaceBefore(workspace, sources.get(workspace.config) ?? [], changes, now));
}

/** One of the workspaces, with the files that were in it and are others now. */
function workspaceBefore(
  workspace: Workspace,
  sources: readonly FileSource[],
  changes: Changes,
  now: LintedNow,
): Workspace {
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
