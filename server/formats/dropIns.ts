import { openScalar } from '../syntax/embedded.js';
import { localSpan } from '../syntax/host.js';
import type { HereDocument, ScalarNode } from '../syntax/node.js';
import { items } from '../syntax/read.js';
import { byCodeUnit } from '../text/order.js';

/** A file that a script writes for nodeadm, which reads it on top of the user data. */
export interface DropIn {
  /** Of the file, without its folder. */
  readonly name: string;
  /** Its text. */
  readonly text: ScalarNode;
}

/**
 * The name of the file in `/etc/eks/nodeadm.d` that a here-document becomes, as it is and in any case; undefined for any other. nodeadm
 * passes over folders and other endings. Source: nodeadm/internal/configprovider/file.go of amazon-eks-ami 81fec2e8.
 */
export function dropInName({ words, mayBeSkipped, appends }: HereDocument): string | undefined {
  const names = words.flatMap((word) => /^\/etc\/eks\/nodeadm\.d\/([^/]+\.(?:ya?ml|json))$/i.exec(word)?.[1] ?? []);
  const isWrittenAsItIs = words.every((word) => word.startsWith('/etc/eks/nodeadm.d/') || copying.has(word));
  return names.length === 1 && isWrittenAsItIs && !mayBeSkipped && !appends ? names[0] : undefined;
}

/** The words of commands that write into a file what they are given. */
const copying: ReadonlySet<string> = new Set(['sudo', 'cat', 'tee', '-', '/dev/null', '/dev/stdin']);

/** The files that scripts write one after the other, in the order in which nodeadm merges them: that of their names. */
export function dropInsOf(scripts: readonly ScalarNode[]): readonly DropIn[] {
  const written = scripts.flatMap((script) =>
    script.text.includes('/etc/eks/nodeadm.d/') ? items(openScalar(script, 'shell').root) : [],
  );
  const byName = new Map(
    written.flatMap((node): readonly (readonly [string, ScalarNode])[] => {
      const name = node.kind === 'scalar' && node.hereDocument ? dropInName(node.hereDocument) : undefined;
      return node.kind === 'scalar' && name !== undefined ? [[name, node]] : [];
    }),
  );
  return [...byName].map(([name, text]) => ({ name, text })).toSorted((a, b) => byCodeUnit(a.name, b.name));
}

/** What a script holds beside the files it writes for nodeadm; all of it where nobody can say where these stand. */
export function textBeside(script: ScalarNode, dropIns: readonly DropIn[]): string {
  const { text } = script;
  const host = openScalar(script, 'shell').root?.host;
  if (host?.exact !== true) return text;
  const within = dropIns
    .filter((dropIn) => dropIn.text.host === host)
    .map((dropIn) => localSpan(host, dropIn.text.span))
    .toSorted((a, b) => a.start - b.start);
  let rest = '';
  let end = 0;
  for (const span of within) {
    rest += text.slice(end, span.start);
    end = span.end;
  }
  return rest + text.slice(end);
}
