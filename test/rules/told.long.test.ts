import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adviceOf } from '../../server/linter/advice.js';
import { lint } from '../../server/linter/lint.js';
import { type Catalogue, sayWith } from '../../server/messages/message.js';
import { withAdvice } from '../../server/messages/withAdvice.js';
import { rules } from '../../server/rules/index.js';
import { once } from '../../server/text/memo.js';
import { workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

const corpora = ['positive', 'negative'].map((name) => new URL(`../corpus/${name}/`, import.meta.url));
const catalogue: Catalogue = JSON.parse(readFileSync(new URL('../../l10n/ja.json', import.meta.url), 'utf8'));

const texts: readonly string[] = [
  ...corpora.flatMap((corpus) => readdirSync(corpus).map((name) => readFileSync(new URL(name, corpus), 'utf8'))),
  ...rules.flatMap(({ id }) => [...examples(id, 'Incorrect'), ...examples(id, 'Correct')]),
];

/** The findings of both corpora and of all pages. */
const found = once(() => texts.flatMap((text) => lint(workspaceOf(parseFixture(text).files))));

/** What they say, with what to do about them, each once. */
function told(language: Catalogue | undefined): readonly string[] {
  const say = sayWith(language);
  const all = found().map((finding) => {
    const advice = adviceOf(finding);
    return withAdvice(say(finding.message), advice && say(advice), say);
  });
  return [...new Set(all)];
}

/** Sentences, and the parts between their commas and colons, without what a part begins with. */
function parts(text: string): readonly string[] {
  return text
    .split(/[.?!:;,](?: |$)|[。？：、]/)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part.split(' ').length > 2 || part.length > 40);
}

/** Words of what somebody can do, of what there has to be, or of what is taken in its place. */
const whatToDo =
  /\b(?:must|has to|have to|needs?|takes?|wants|belongs?|add|list|remove|use|write|did you mean|instead|only|does that|such as)\b|reads it from/;

describe('what is told of a finding and what to do about it', () => {
  it('is there of every finding: a fix, advice, or a message that says it', () => {
    const silent = found().filter(
      (finding) => adviceOf(finding) === undefined && (finding.fixes?.() ?? []).length === 0,
    );
    const messages = [...new Set(silent.map(({ message }) => sayWith(undefined)(message)))];
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.filter((text) => !whatToDo.test(text))).toEqual([]);
  });

  it.each([
    ['English', undefined],
    ['Japanese', catalogue],
  ])('ends each sentence with one sign, and has none twice, in %s', (_, language) => {
    const all = told(language);
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter((text) => /[?？][.。]|[.。][.。]/.test(text.replaceAll('...', '')))).toEqual([]);
    expect(all.filter((text) => new Set(parts(text)).size < parts(text).length)).toEqual([]);
  });

  it('asks for it politely in Japanese, as findings are written and titles of fixes are not', () => {
    const say = sayWith(catalogue);
    const advice = found().flatMap((finding) => adviceOf(finding) ?? []);
    const blunt = advice.map((each) => say(each)).filter((text) => !/(?:ください|ます|です|ません)$/.test(text));
    expect([...new Set(blunt)]).toEqual([]);
  });
});
