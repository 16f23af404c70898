import type { LensConfig, Severity } from '../model/lensConfig.js';
import { fileMatcher } from '../workspace/clusters.js';

/** What the config file says about a rule in a file: a severity, `off`, or undefined for the rule's own. The last override wins. */
export function severityResolver(config: LensConfig): (rule: string, uri: string) => Severity | 'off' | undefined {
  const layers = [
    { rules: config.rules, matches: () => true },
    ...config.overrides.map(({ files, rules }) => ({ rules, matches: fileMatcher(files, config.uri) })),
  ].map(({ rules, matches }) => ({
    matches,
    severities: new Map(rules.map((setting) => [setting.rule.value, setting.severity])),
  }));
  return (rule, uri) =>
    layers.findLast(({ severities, matches }) => severities.has(rule) && matches(uri))?.severities.get(rule);
}
