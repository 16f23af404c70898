import { type InputFile, lint } from '../index.js';
import { type Fix, fixLevels } from '../model/fix.js';

/**
 * The levels of the fixes that a rule offers for the incorrect examples of its page, safest first. The pages are the one place
 * where every fix is shown, so nobody has to write the levels down a second time.
 */
export function fixLevelsOf(rule: string, page: string): readonly Fix['level'][] {
  const found = new Set(incorrectExamples(page).flatMap((example) => levelsIn(example, rule)));
  return fixLevels.filter((level) => found.has(level));
}

function incorrectExamples(page: string): readonly string[] {
  const section = page.split('\n## Incorrect\n')[1]?.split('\n## ')[0] ?? '';
  return Array.from(section.matchAll(/^```yaml\n([\s\S]*?)^```$/gm), ([, text = '']) => text);
}

function levelsIn(example: string, rule: string): readonly Fix['level'][] {
  const files = filesOf(example);
  const isConfig = ({ uri }: InputFile): boolean => uri === 'eni-lens.yaml';
  const { findings } = lint(
    files.filter((file) => !isConfig(file)),
    files.find(isConfig),
  );
  return findings.flatMap((finding) => (finding.rule === rule ? finding.fixes.map(({ level }) => level) : []));
}

/** `# file: name` begins another file of an example. */
function filesOf(example: string): readonly InputFile[] {
  const [first = '', ...rest] = example.split(/^# file: (\S+)\n/m);
  const named = rest.flatMap((uri, index) => (index % 2 === 0 ? [{ uri, text: rest[index + 1] ?? '' }] : []));
  return first === '' ? named : [{ uri: 'example.yaml', text: first }, ...named];
}
