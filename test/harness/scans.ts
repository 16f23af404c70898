/*
 * How many characters of texts are looked through, by what is looked for: what one call of a builtin function costs, which the number of calls does not
 * say.
 */

const looked = new Map<string, number>();

/** From here on characters are counted, in all of the process: it is to be one of its own. */
export function startCountingCharacters(): void {
  const { exec } = RegExp.prototype;
  RegExp.prototype.exec = function (text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    // One that belongs to the beginning of a text looks no further where it is not found there.
    const isAnchored = this.sticky || (!this.multiline && isOfBeginning(this.source));
    count(`${this}`, (found ? found.index + found[0].length : isAnchored ? from : `${text}`.length) - from);
    return found;
  };
  const { indexOf, lastIndexOf } = String.prototype;
  String.prototype.indexOf = function (part: string, from = 0) {
    const found = indexOf.call(this, part, from);
    count(part, (found < 0 ? this.length : found) - from);
    return found;
  };
  String.prototype.includes = function (part: string, from = 0) {
    return this.indexOf(part, from) >= 0;
  };
  String.prototype.lastIndexOf = function (this: string, part: string, from = this.length) {
    const found = lastIndexOf.call(this, part, from);
    count(part, from - Math.max(found, 0));
    return found;
  };
}

/** True for the source of an expression whose alternatives all begin with `^`. It uses none itself: they are counted. */
function isOfBeginning(source: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (depth === 0 && !inClass && (at === 0 || source[at - 1] === '|') && character !== '^') return false;
    if (character === '\\') at++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '(' && !inClass) depth++;
    else if (character === ')' && !inClass) depth--;
  }
  return true;
}

function count(what: string, characters: number): void {
  looked.set(what, (looked.get(what) ?? 0) + characters);
}

/** The characters looked through while something runs, by what is looked for: a text, or a regular expression. */
export function charactersOf(run: () => unknown): ReadonlyMap<string, number> {
  looked.clear();
  run();
  return new Map(looked);
}
