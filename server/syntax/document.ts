import { message } from '../messages/message.js';
import { syntaxNamed } from './claims.js';
import { documentHost, spanInDocument } from './host.js';
import type { DocumentForm, SyntaxDocument } from './node.js';
import type { Reading, TextPlace } from './syntax.js';
import type { SyntaxId } from './syntaxId.js';

/** Reads one document as its file's syntax cut it. Never throws. In a syntax that does not exist nothing is read. */
export function readDocument(text: string, form: DocumentForm): SyntaxDocument {
  const host = documentHost(text, form.syntax, form.margin);
  const reading = readText(form.syntax, host.text, { host, base: 0, shared: false });
  const { root, problems, templated } = reading;
  const comments = form.comments === undefined ? reading.comments : [...form.comments, ...reading.comments];
  return { text, form, host, root, comments, problems, templated };
}

/** Reads a part of a host's text; a fault of the reader's own is a problem of the text. */
export function readText(syntax: SyntaxId, text: string, place: TextPlace): Reading {
  try {
    return syntaxNamed(syntax)?.read(text, place) ?? nothing;
  } catch {
    // No reader is known to throw; if one does, one problem is a better answer than none for the whole file.
    const { host, base } = place;
    const span = spanInDocument(host, base, base + Math.min(1, text.length));
    return { ...nothing, problems: [{ rule: 'syntax-error', span, message: message('This cannot be read') }] };
  }
}

const nothing: Reading = { root: undefined, comments: [], problems: [], templated: false };
