import { completion } from '../../server/features/completion.js';
import { disableComment } from '../../server/features/disableRule.js';
import { hover } from '../../server/features/hover.js';
import { editsOf } from '../../server/linter/fixEdits.js';
import { lint } from '../../server/linter/lint.js';
import { message } from '../../server/messages/message.js';
import type { Change } from '../../server/model/change.js';
import type { CniSettings, EnvEntry } from '../../server/model/resource.js';
import { removeVariable, settingVariables } from '../../server/rules/fixes.js';
import { applyEdits } from '../../server/text/edit.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { spanInFile } from '../../server/workspace/fileModel.js';
import { emptyWorkspace, type Workspace, withFiles } from '../../server/workspace/workspace.js';
import { type Ability, abilities, type Carrier, type Variable } from './carriers.js';

/** What came of asking a carrier: nothing where it is as it should be. */
export type Answer = string | undefined;

/** The answers of one carrier. */
export function answersOf(carrier: Carrier): Readonly<Record<Ability, Answer>> {
  const answers = abilities.map((ability) => [ability, attempted(() => questions[ability](carrier))] as const);
  return Object.fromEntries(answers) as Record<Ability, Answer>;
}

const written: readonly Variable[] = [
  ['WARM_IP_TARGET', '5'],
  ['MINIMUM_IP_TARGET', '10'],
  ['AWS_VPC_K8S_CNI_LOGLEVEL', 'debug'],
];

const questions: Readonly<Record<Ability, (carrier: Carrier) => Answer>> = {
  read: (carrier) => differences(read(carrier.write(written), carrier), written),

  /** A value that the CNI cannot read is found, at the value and nothing else. */
  place(carrier) {
    const text = carrier.write([...written, ['MAX_ENI', 'nine']]);
    const workspace = workspaceOf(text, carrier);
    const finding = lint(workspace).find(({ rule }) => rule === 'invalid-integer');
    const file = workspace.files.get(carrier.path);
    const span = finding && file && spanInFile(file, finding.at);
    if (span === undefined) return 'no finding';
    const place = text.slice(span.start, span.end).replaceAll(/^\\?["']|\\?["']$/g, '');
    return place === 'nine' ? undefined : `the finding is at ${JSON.stringify(place)}`;
  },

  change: (carrier) =>
    afterwards(
      carrier,
      written,
      (_, entry) =>
        entry.value.kind === 'literal'
          ? { kind: 'replaceValue', at: entry.value.at, value: '6', asString: true }
          : undefined,
      [['WARM_IP_TARGET', '6'], ...written.slice(1)],
    ),

  set: (carrier) =>
    afterwards(carrier, written, (settings) => settingVariables(settings, { MAX_ENI: '3' }), [
      ...written,
      ['MAX_ENI', '3'],
    ]),

  remove: (carrier) =>
    afterwards(
      carrier,
      written,
      (settings, entry) => removeVariable(settings, entry, 'safe').flatMap(({ changes }) => changes)[0],
      written.slice(1),
    ),

  rename(carrier) {
    const misspelt: readonly Variable[] = [['WARM_IP_TARGETS', '5'], ...written.slice(1)];
    const rename = (settings: CniSettings, entry: EnvEntry): Change | undefined => {
      const block = settings.containers.find(({ env }) => env.includes(entry))?.block;
      return block && { kind: 'renameVariable', block, at: entry.name.at, name: 'WARM_IP_TARGET' };
    };
    return afterwards(carrier, misspelt, rename, written);
  },

  completion(carrier) {
    const text = carrier.write([...written, ['WARM_E', '']]);
    const offset = text.indexOf('WARM_E') + 'WARM_E'.length;
    const options = { snippets: false, indentation: 'unsaid' } as const;
    const { items } = completion(
      workspaceOf(text, carrier),
      carrier.path,
      sourceFile(text).positionAt(offset),
      options,
    );
    const labels = items.map(({ label }) => label);
    return labels.includes('WARM_ENI_TARGET') ? undefined : `proposed are ${labels.slice(0, 3).join(', ') || 'none'}`;
  },

  hover(carrier) {
    const text = carrier.write(written);
    const position = sourceFile(text).positionAt(text.indexOf('WARM_IP_TARGET') + 3);
    const contents = hover(workspaceOf(text, carrier), carrier.path, position)?.contents;
    return JSON.stringify(contents ?? '').includes('WARM_IP_TARGET') ? undefined : 'no hover';
  },

  /** The comment that an editor offers silences the finding. */
  suppression(carrier) {
    const text = carrier.write([...written, ['MAX_ENI', 'nine']]);
    const workspace = workspaceOf(text, carrier);
    const finding = lint(workspace).find(({ rule }) => rule === 'invalid-integer');
    const file = workspace.files.get(carrier.path);
    const edit = finding && file && disableComment(finding, file, 'line');
    if (edit === undefined) return 'no comment is offered';
    const { start, end } = edit.span;
    const silenced = text.slice(0, start) + edit.newText + text.slice(end);
    const left = lint(workspaceOf(silenced, carrier)).filter(({ rule }) => rule === 'invalid-integer');
    return left.length === 0 ? undefined : 'the comment has no effect';
  },
};

function attempted(question: () => Answer): Answer {
  try {
    return question();
  } catch (error) {
    return String(error);
  }
}

function workspaceOf(text: string, { path }: Carrier): Workspace {
  return withFiles(emptyWorkspace, [{ uri: path, text }]);
}

function settingsIn(text: string, carrier: Carrier): CniSettings | undefined {
  return workspaceOf(text, carrier).clusters.flatMap(({ settings }) => settings)[0];
}

/** The variables of aws-node that a text sets. */
function read(text: string, carrier: Carrier): readonly Variable[] {
  const settings = settingsIn(text, carrier);
  const entries = settings?.containers.filter(({ name }) => name === 'aws-node').flatMap(({ env }) => env) ?? [];
  return entries.flatMap(({ name, value }) => (value.kind === 'literal' ? [[name.value, value.text] as const] : []));
}

function differences(found: readonly Variable[], expected: readonly Variable[]): Answer {
  const [is, should] = [found, expected].map((variables) =>
    variables
      .map((each) => each.join('='))
      .toSorted()
      .join(' '),
  );
  return is === should ? undefined : `there is ${is || 'nothing'}`;
}

/** What a text sets after a change to its first variable. */
function afterwards(
  carrier: Carrier,
  before: readonly Variable[],
  changeOf: (settings: CniSettings, entry: EnvEntry) => Change | undefined,
  expected: readonly Variable[],
): Answer {
  const text = carrier.write(before);
  const workspace = workspaceOf(text, carrier);
  const settings = settingsIn(text, carrier);
  const entry = settings?.containers.flatMap(({ env }) => env).find(({ name }) => name.value === before[0]?.[0]);
  const change = settings && entry && changeOf(settings, entry);
  if (change === undefined) return 'nobody knows where';
  const edits = editsOf({ title: message('Change it'), level: 'safe', changes: [change] }, workspace);
  const edited =
    edits &&
    applyEdits(
      text,
      edits.flatMap((file) => file.edits),
    );
  if (edited === undefined) return 'it cannot be written';
  return differences(read(edited, carrier), expected);
}
