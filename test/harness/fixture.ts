/** What a fixture says must be found: on the line above the mark, from the first to the last caret. */
export interface Expectation {
  readonly path: string;
  /** From zero, in the text without the expectation lines. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly rule: string;
  /** The beginning of the message. */
  readonly message: string;
}

export interface Fixture {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly expectations: readonly Expectation[];
}

const mark = /^(\s*#\s*)(?:(\^+)|(\d+)\.\.(\d+))\s+(error|warning|info|hint)\s+([\w-]+)(?::\s*(.*))?$/;
const fileHeader = /^# file: (\S+)$/;

/**
 * A fixture is one or more files: `# file: path` starts a file (without one it is `file.yaml`). A line such as
 * `#   ^^^^ warning some-rule: beginning of the message` expects a finding on the line above it, under the carets; `# 0..4 warning …`
 * gives the columns in numbers, for places that a comment cannot reach. Expectation lines are taken out before the text is read.
 */
export function parseFixture(text: string): Fixture {
  const files: { path: string; lines: string[] }[] = [];
  const expectations: Expectation[] = [];
  for (const line of text.split('\n')) {
    const header = fileHeader.exec(line)?.[1];
    if (header !== undefined) {
      files.push({ path: header, lines: [] });
      continue;
    }
    if (files.length === 0) files.push({ path: 'file.yaml', lines: [] });
    const file = files[files.length - 1];
    const match = mark.exec(line);
    if (file === undefined) continue;
    if (match === null) {
      file.lines.push(line);
      continue;
    }
    const [, lead = '', carets = '', from, to, severity = '', rule = '', message = ''] = match;
    const start = from === undefined ? lead.length : Number(from);
    const end = to === undefined ? lead.length + carets.length : Number(to);
    expectations.push({ path: file.path, line: file.lines.length - 1, start, end, severity, rule, message });
  }
  return { files: files.map(({ path, lines }) => ({ path, text: lines.join('\n') })), expectations };
}
