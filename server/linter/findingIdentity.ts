import { groupBy } from '../text/groupBy.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { pathsIn } from './findingPath.js';
import { lint, type RuleFinding } from './lint.js';

/** What tells a finding from the others of its file, whatever line it stands on. */
export interface FindingIdentity {
  readonly rule: string;
  /** The document and the place in it: `ClusterConfig/shop:addons[vpc-cni].configurationValues.env.WARM_IP_TARGET`. */
  readonly path: string;
  /** From 1, among the findings of the same rule at the same path in the same file. */
  readonly number: number;
}

/**
 * Identifies the findings of a workspace: undefined where the text of the document was let go. The numbers are those among all its
 * findings, so that they do not depend on which of them are shown.
 */
export function findingIdentities(workspace: Workspace): (finding: RuleFinding) => FindingIdentity | undefined {
  const inFile = groupBy(lint(workspace), ({ at }) => at.uri);
  const known = new Map<RuleFinding, FindingIdentity>();
  const seen = new Set<string>();
  return (finding) => {
    const { uri } = finding.at;
    if (!seen.has(uri)) {
      seen.add(uri);
      const findings = inFile.get(uri) ?? [];
      for (const [each, identity] of identified(findings, workspace.files.get(uri))) known.set(each, identity);
    }
    return known.get(finding);
  };
}

function identified(
  findings: readonly RuleFinding[],
  file: FileModel | undefined,
): readonly (readonly [RuleFinding, FindingIdentity])[] {
  const pathOf = pathsIn(file);
  const counts = new Map<string, number>();
  return findings.flatMap((finding) => {
    const { rule, at } = finding;
    const path = pathOf(at);
    if (path === undefined) return [];
    const key = JSON.stringify([rule, path]);
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return [[finding, { rule, path, number }] as const];
  });
}
