import { SaxesParser } from 'saxes';
import { type DisableScope, disableComment } from '../../../server/features/disableRule.js';
import { baselineFileName, baselineText, readBaseline } from '../../../server/formats/eniLens/baseline.js';
import { recordedFindings } from '../../../server/linter/baseline.js';
import { findingIdentities } from '../../../server/linter/findingIdentity.js';
import { lint } from '../../../server/linter/lint.js';
import { sayWith } from '../../../server/messages/message.js';
import { reporters } from '../../../server/reporters/index.js';
import type { LintResult } from '../../../server/reporters/reporter.js';
import { applyEdits } from '../../../server/text/edit.js';
import { withBaseline } from '../../../server/workspace/workspace.js';
import type { Case } from '../file.js';
import type { Random } from '../random.js';
import { type Invariant, type Looks, reportsIn, someOf, workspaceOf } from './invariant.js';
import { editsFault } from './places.js';
import { breakage } from './readers.js';

/** Findings about the comments themselves, and of the baseline, are silenced by none. */
const neverSilenced: readonly string[] = ['unused-suppression', 'suppression-without-reason', 'internal-error'];

const scopes: readonly DisableScope[] = ['line', 'document', 'file'];

function* commentsSilence({ files }: Case, random: Random): Looks {
  const workspace = workspaceOf(files);
  const findings = lint(workspace).filter(({ rule }) => !neverSilenced.includes(rule));
  for (const finding of someOf(findings, 4, random)) {
    const model = workspace.files.get(finding.at.uri);
    const scope = random.pick(scopes);
    const file = files.findLast(({ path }) => path === finding.at.uri);
    const edit = model && disableComment(finding, model, scope);
    if (file === undefined || edit === undefined) continue;
    const what = `a comment for ${finding.rule} (${scope})`;
    const improper = editsFault(file.text, [edit]);
    yield improper && `${what}: ${improper}`;
    const text = applyEdits(file.text, [edit]) ?? '';
    const broken = breakage(file, text);
    yield broken && `${what}: ${broken}`;
    const after = workspaceOf(files.map((each) => (each === file ? { ...file, text } : each)));
    const same = ({ rule, uri }: { readonly rule: string; readonly uri: string }) =>
      rule === finding.rule && uri === file.path;
    const isSilent = reportsIn(after).filter(same).length < reportsIn(workspace).filter(same).length;
    yield isSilent ? undefined : `${what} silences nothing`;
  }
}

function* recordedIsKnown({ files }: Case): Looks {
  const workspace = workspaceOf(files);
  const recorded = recordedFindings(lint(workspace), workspace, '');
  const text = baselineText({ text: '', schema: undefined, paths: ['.'] }, recorded);
  const baseline = readBaseline(baselineFileName, text);
  const [problem] = baseline.problems;
  yield problem && `the baseline is not read: ${JSON.stringify(problem.message)}`;
  const known = withBaseline(workspace, baseline, 'all');
  const open = lint(known).filter(({ baselined }) => baselined === undefined);
  const [left] = recordedFindings(open, known, '');
  yield left && `${left.rule} at ${left.path} is recorded and not known`;
  yield open.some(({ rule }) => rule === 'stale-baseline') ? 'an entry is stale as soon as it is recorded' : undefined;
}

function* outputsAreWhole(input: Case): Looks {
  const result = resultOf(input);
  for (const { id, print } of reporters) {
    const text = print(result, { color: false, say: sayWith(undefined), language: 'en' });
    yield whole[id]?.(text) ?? (text === '' || text.endsWith('\n') ? undefined : `${id} ends without a line break`);
  }
}

function resultOf({ files }: Case): LintResult {
  const workspace = workspaceOf(files);
  const identityOf = findingIdentities(workspace);
  const reports = reportsIn(workspace);
  const findings = lint(workspace);
  return {
    reports,
    hidden: 0,
    baselined: 0,
    textOf: (uri) => workspace.files.get(uri)?.text ?? '',
    pathOf: (uri) => uri,
    identityOf: (report) => {
      const finding = findings[reports.indexOf(report)];
      return finding && identityOf(finding);
    },
    ruleOf: () => ({ severity: 'error', group: 'values', summary: '', page: '', link: 'https://example.com' }),
    filesSeen: files.length,
    filesChecked: files.map(({ path }) => path),
    pathsIgnored: 0,
    unreadable: [],
  };
}

/** Why an output in a format of others is none of these. */
const whole: Readonly<Record<string, (text: string) => string | undefined>> = {
  json: jsonFault,
  sarif: jsonFault,
  gitlab: jsonFault,
  rdjson: jsonFault,
  junit: xmlFault,
  checkstyle: xmlFault,
};

/** Throws, which is a fault, where it is no JSON. */
function jsonFault(text: string): undefined {
  JSON.parse(text);
  return undefined;
}

function xmlFault(text: string): string | undefined {
  let fault: string | undefined;
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    fault ??= `no XML: ${message}`;
  });
  parser.write(text).close();
  return fault;
}

/** What holds for what people do with findings. */
export const outcomeInvariants: readonly Invariant[] = [
  { id: 'silenced', claim: 'a comment silences its finding, and breaks nothing', look: commentsSilence },
  { id: 'recorded', claim: 'a recorded finding is known', look: recordedIsKnown },
  { id: 'outputs', claim: 'every output format prints whole documents', look: outputsAreWhole },
];
