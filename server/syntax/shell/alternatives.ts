import { forEachChild, type SyntaxNode } from 'unbash';

/** The parts of a node that a shell may pass over. */
export function alternativesIn(node: SyntaxNode): ReadonlySet<SyntaxNode> {
  if (node.type === 'AndOr') {
    const first = node.operators.indexOf('||');
    return new Set(first < 0 ? [] : node.commands.slice(first + 1));
  }
  const children = new Set<SyntaxNode>();
  if (conditional.has(node.type)) forEachChild(node, (child) => void children.add(child));
  return children;
}

const conditional: ReadonlySet<SyntaxNode['type']> = new Set(['If', 'While', 'Case', 'Select', 'Function', 'Coproc']);
