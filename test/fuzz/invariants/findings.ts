import { lint as lintFiles, plan } from '../../../server/index.js';
import type { Case } from '../file.js';
import { type Invariant, type Looks, reportsIn, workspaceOf } from './invariant.js';
import { editsFault, rangeFault } from './places.js';

function textOf({ files }: Case, uri: string): string {
  return files.findLast(({ path }) => path === uri)?.text ?? '';
}

function* answers({ files }: Case): Looks {
  const sources = files.map(({ path, text }) => ({ uri: path, text }));
  const { findings } = lintFiles(sources);
  plan(sources);
  const fault = findings.find(({ rule }) => rule === 'internal-error');
  yield fault && `internal-error: ${fault.message}`;
}

function* placesAreInTheText(input: Case): Looks {
  for (const { uri, rule, range, related } of reportsIn(workspaceOf(input.files))) {
    const places = [{ uri, range }, ...related];
    for (const place of places) {
      const fault = rangeFault(textOf(input, place.uri), place.range);
      yield fault && `${rule}: ${fault}`;
    }
  }
}

function* editsAreProper(input: Case): Looks {
  for (const { rule, fixes } of reportsIn(workspaceOf(input.files))) {
    for (const { title, edits } of fixes) {
      for (const { uri, edits: inFile } of edits) {
        const fault = editsFault(textOf(input, uri), inFile);
        yield fault && `${rule}, "${title}": ${fault}`;
      }
    }
  }
}

/** What holds for the findings of any files. */
export const findingInvariants: readonly Invariant[] = [
  { id: 'answers', claim: 'lint and plan answer, and no rule fails', look: answers },
  {
    id: 'places',
    claim: 'findings lie in the text, and split no character and no line break',
    look: placesAreInTheText,
  },
  { id: 'edits', claim: 'edits of fixes lie in the text, do not overlap and change something', look: editsAreProper },
];
