import { readDocument } from '../syntax/document.js';
import type { SyntaxDocument } from '../syntax/node.js';
import type { DocumentModel } from './fileModel.js';

/**
 * A memo: every document has a list of resources of its own, which stays the same as long as the document does. A tree is many times as large
 * as its text, so it is there for the questions that come one after the other, and goes when memory is wanted.
 */
const trees = new WeakMap<DocumentModel['resources'], WeakRef<SyntaxDocument>>();

/** The tree of a document, read again: the model keeps none. Empty where its text was let go. */
export function treeOf({ text = '', form, resources }: DocumentModel): SyntaxDocument {
  const known = trees.get(resources)?.deref();
  if (known?.text === text) return known;
  const tree = readDocument(text, form);
  trees.set(resources, new WeakRef(tree));
  return tree;
}

/** Keeps the tree of a document that was just read for the questions that follow. */
export function rememberTree({ resources }: Pick<DocumentModel, 'resources'>, tree: SyntaxDocument): void {
  trees.set(resources, new WeakRef(tree));
}
