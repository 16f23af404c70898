import { isJson } from '../../syntax/host.js';
import { isPlainWord } from '../../syntax/yaml/spell.js';
import { lineBefore } from '../../text/lines.js';
import type { Cursor } from '../convert.js';
import type { Proposal } from './proposal.js';
import { type Trial, wordAt } from './trial.js';
import type { Writing } from './variables.js';

/** How variables are written where a trial found an env block: as items of a list or entries of a map, quoted as the text around needs it. */
export function entryWriting({ shape, subject, scalar, place }: Trial, cursor: Cursor): Writing {
  const inQuotes = scalar.style !== 'plain';
  const isInFlow = place.nodes.some((node) => node.kind !== 'scalar' && node.style === 'flow');
  const hasValue = subject.kind === 'variable' && subject.entry.value.kind !== 'none' && shape !== 'entry';
  const isList = subject.kind === 'variable' && subject.container.block?.shape === 'list' && shape !== 'entry';
  if (hasValue || (isList && (isInFlow || inQuotes))) return { nameOnly: true, entries: () => undefined };
  const { start } = wordAt(cursor);
  const column = lineBefore(cursor.text, start).length;
  const encode = (text: string): string | undefined => scalar.host.encode(text);
  if (isList) {
    // The dash, where it is written, stands two columns before the name; a line that begins here is that of an item.
    const [head, dash] =
      shape === 'item' ? ['- name: ', column] : shape === 'named' ? ['name: ', column - 2] : ['', column - 8];
    const pad = ' '.repeat(Math.max(0, dash));
    return {
      nameOnly: false,
      entries: (variables) =>
        variables
          .map(([name, value], index) => {
            const first = index === 0 ? head : `\n${pad}- name: `;
            return `${first}${name}\n${pad}  value: "${value}"`;
          })
          .join(''),
    };
  }
  if (inQuotes) {
    // The quotes around the name are there: the value follows the closing one, which the editor's word does not reach.
    return { nameOnly: true, entries: () => undefined };
  }
  const separator = isInFlow ? ', ' : `\n${' '.repeat(column)}`;
  const key = isInFlow && isJson(scalar.host) ? (name: string) => `"${name}"` : (name: string) => name;
  return {
    nameOnly: false,
    entries: (variables) => {
      const entries = variables.map(([name, value]) => encode(`${key(name)}: "${value}"`));
      return entries.some((entry) => entry === undefined) ? undefined : entries.join(separator);
    },
  };
}

/** A value as it must be written at the cursor: with quotes where the program needs a string and none stand there. */
export function spellValue(
  proposal: Proposal,
  { scalar }: Trial,
  { asString }: { readonly asString: boolean },
): readonly Proposal[] {
  if (scalar.style !== 'plain') return [proposal];
  const needsQuotes = (asString && !isString(proposal.text)) || !isPlainWord(proposal.text) || isJson(scalar.host);
  const text = needsQuotes ? scalar.host.encode(`"${proposal.text}"`) : proposal.text;
  return text === undefined ? [] : [{ ...proposal, text, filter: proposal.text }];
}

/** True where YAML reads the plain text as a string, so that Kubernetes takes it for one. */
function isString(text: string): boolean {
  return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);
}
