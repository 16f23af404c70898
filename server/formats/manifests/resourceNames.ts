import type { Fact } from '../../model/fact.js';
import type { Resource } from '../../model/resource.js';
import type { SyntaxDocument } from '../../syntax/node.js';
import { path, textOf } from '../../syntax/read.js';
import { type Span, spanKey } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { manifests } from '../read.js';

/** The name of something a finding can lie in, as people refer to it: `DaemonSet/kube-system/aws-node`, `NodeGroup/web`. */
export interface ResourceName {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** All of it, in the document. */
  readonly span: Span;
}

/**
 * The names in a document: those of its manifests by kind, namespace and name, and those of what has no manifest of its own: node
 * groups, add-ons, and the ENIConfigs that an add-on makes. Names that a template will make are left out.
 */
export function resourceNames(document: SyntaxDocument, resources: readonly Resource[]): readonly ResourceName[] {
  const all = manifests(document);
  const whole = { start: 0, end: document.text.length };
  const written = all.map((manifest) => ({
    kind: textOf(path(manifest, 'kind')),
    namespace: textOf(path(manifest, 'metadata', 'namespace')),
    name: textOf(path(manifest, 'metadata', 'name')),
    // What stands around the only manifest of a document, such as its comments, is its own.
    span: manifest === document.root ? whole : manifest.span,
  }));
  const spans = new Set(all.map(({ span }) => spanKey(span)));
  const isWritten = ({ at }: Resource): boolean => spans.has(spanKey(at.span));
  const within = resources.filter((resource) => resource.kind === 'cluster' || !isWritten(resource));
  return [...written, ...within.flatMap(namesWithin)].flatMap(({ kind, namespace, name, span }) =>
    kind === undefined || name === undefined || isTemplate(name) ? [] : [{ kind, namespace, name, span }],
  );
}

interface Named {
  readonly kind: string;
  readonly namespace: undefined;
  readonly name: string | undefined;
  readonly span: Span;
}

function namesWithin(resource: Resource): readonly Named[] {
  const named = (
    kind: string,
    { name, at }: { readonly name: Fact<string>; readonly at: { readonly span: Span } },
  ) => ({
    kind,
    namespace: undefined,
    name: name.kind === 'known' ? name.value : undefined,
    span: at.span,
  });
  switch (resource.kind) {
    case 'nodeGroup':
      return [named('NodeGroup', resource)];
    case 'cluster':
      return resource.addons.map((addon) => named('Addon', addon));
    case 'eniConfig':
      return [named('ENIConfig', resource)];
    case 'node':
      return [named('Node', resource)];
    case 'cniSettings':
    case 'securityGroupPolicy':
    case 'nicRequest':
    case 'configMap':
    case 'nodeConfig':
    case 'nodeClass':
    case 'bootScript':
    case 'subnet':
    case 'pod':
    case 'event':
    case 'answeredType':
    case 'cniSign':
    case 'shapeProblem':
    case 'fileProblem':
      return [];
    default:
      return resource satisfies never;
  }
}
