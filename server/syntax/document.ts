import { faultMessage } from '../messages/fault.js';
import { attempted } from '../text/fault.js';
import { syntaxNamed } from './claims.js';
import { documentHost, spanInDocument } from './host.js';
import type { DocumentForm, Host, Reading, SyntaxDocument, SyntaxProblem } from './node.js';
import type { TextPlace } from './syntax.js';
import type { SyntaxId } from './syntaxId.js';

/** What a document is read with. */
export type ReadWith = Pick<TextPlace, 'scope' | 'withDefaults'>;

/**
 * Reads one document as its file's syntax cut it, with what others define that are read with it. Never throws. In a syntax that does not exist nothing is
 * read.
 */
export function readDocument(text: string, form: DocumentForm, around: ReadWith = {}): SyntaxDocument {
  const host = documentHost(text, form.syntax, form.margin);
  const read = attempted(() => readText(form.syntax, host.text, { host, base: 0, shared: false, ...around }));
  const reading: Reading = 'value' in read ? read.value : { ...nothing, problems: [faultAt(host, read.fault)] };
  const { root, problems, templated, halfTyped, openEnded, sharing, hasDefaults } = reading;
  const comments = form.comments === undefined ? reading.comments : [...form.comments, ...reading.comments];
  const marks = {
    ...(halfTyped && { halfTyped }),
    ...(openEnded && { openEnded }),
    ...(sharing && { sharing }),
    ...(hasDefaults && { hasDefaults }),
  };
  return { text, form, host, root, comments, problems, templated, ...marks };
}

/** Reads a part of a host's text. */
export function readText(syntax: SyntaxId, text: string, place: TextPlace): Reading {
  return syntaxNamed(syntax)?.read(text, place) ?? nothing;
}

/** No reader is known to throw; if one does, one problem is a better answer than none for the whole file. */
function faultAt(host: Host, fault: unknown): SyntaxProblem {
  const span = spanInDocument(host, 0, Math.min(1, host.text.length));
  return { rule: 'internal-error', span, message: faultMessage(fault) };
}

const nothing: Reading = { root: undefined, comments: [], problems: [], templated: false };
