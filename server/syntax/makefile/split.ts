import { behindBreak, lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { DocumentText } from '../node.js';

/**
 * Cuts a Makefile into its recipes, each a script, and what stands between them; joined again they are the text. Of a recipe the tab before each
 * line is cut, the marks `@`, `-` and `+`, and the first of the two dollar signs by which make writes one: `$(X)` is make's own, and unknown.
 * Source: GNU make manual, "Recipe Syntax" and "Variables in Recipes".
 */
export function splitMakefile(text: string): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  let position = 0;
  const between = (end: number): void => {
    if (end > position || (documents.length === 0 && end === text.length)) {
      documents.push({ start: position, text: text.slice(position, end), syntax: 'makefile' });
    }
    position = Math.max(position, end);
  };
  for (const recipe of recipesIn(text)) {
    const [first, last] = [recipe[0], recipe.at(-1)];
    if (first === undefined || last === undefined) continue;
    between(first.start);
    const end = behindBreak(text, last.end);
    const cuts = recipe.flatMap((line) => cutsOf(text, line)).map((cut) => shifted(cut, -first.start));
    const margin = { cuts, newLine: '\t' };
    documents.push({ start: first.start, text: text.slice(first.start, end), syntax: 'shell', margin });
    position = end;
  }
  between(text.length);
  return documents;
}

interface RecipeLine extends Span {
  /** The line before ends with a backslash: marks of make stand at the beginning only. */
  readonly continues: boolean;
}

/** The lines of each recipe. Other lines, comments too, end one, and begin a further script. */
function recipesIn(text: string): readonly (readonly RecipeLine[])[] {
  const recipes: RecipeLine[][] = [];
  let recipe: RecipeLine[] | undefined;
  let isOfRule = false;
  let isContinued = false;
  let isInRecipe = false;
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (isContinued ? isInRecipe : line.startsWith('\t') && isOfRule) {
      const own: RecipeLine[] = recipe ?? started(recipes);
      own.push({ start, end, continues: isContinued });
      recipe = own;
      isInRecipe = true;
    } else {
      const isRule = !isContinued && rule.test(line);
      if (!isContinued && !empty.test(line)) isOfRule = isRule || (isOfRule && conditional.test(line));
      recipe = undefined;
      isInRecipe = false;
    }
    isContinued = /(?:^|[^\\])(?:\\\\)*\\$/.test(line.slice(-longestEnd));
    start = behindBreak(text, end);
  }
  return recipes;
}

function started(recipes: RecipeLine[][]): RecipeLine[] {
  const recipe: RecipeLine[] = [];
  recipes.push(recipe);
  return recipe;
}

/** More backslashes than this do not stand at the end of a line. */
const longestEnd = 50;

const empty = /^[ \t]*(?:#|$)/;
const conditional = /^ *(?:ifeq|ifneq|ifdef|ifndef|else|endif)\b/;

/** `target: prerequisites`, and no variable that is given a value. */
const rule = /^\uFEFF?[^\t#=:\s][^=:]*::?(?![:=])/;

function cutsOf(text: string, { start, end, continues }: RecipeLine): readonly Span[] {
  const line = text.slice(start, end);
  const lead = (continues ? /^\t?/ : /^\t[\t @+-]*/).exec(line)?.[0].length ?? 0;
  // What is behind a comment mark is no script.
  const code = line.slice(0, /(?:^|\s)#/.exec(line)?.index ?? line.length);
  const dollars = [...code.matchAll(/\$\$/g)].map(({ index }) => ({ start: start + index, end: start + index + 1 }));
  return [...(lead > 0 ? [{ start, end: start + lead }] : []), ...dollars.filter((cut) => cut.start >= start + lead)];
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
