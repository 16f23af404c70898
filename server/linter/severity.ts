import type { LensConfig, Override, Severity, SeveritySetting, SeveritySettings } from '../model/lensConfig.js';
import { rules } from '../rules/index.js';
import type { Location } from '../text/span.js';
import { fileMatcher } from '../workspace/clusters.js';
import { type NamesAt, resourceMatcher } from '../workspace/namedResources.js';

/** What decides about a rule at a place, where anything but the rule does: the setting, and the override it stands in. */
export interface SeverityDecision extends SeveritySetting {
  readonly override: Override | undefined;
}

/**
 * What the command line and the config file say about a rule at a place; undefined leaves it to the rule. The command line beats
 * overrides, of which the last one that matches counts, and these beat the rest of the file. In each of them a rule beats its
 * category, and a category beats `all`.
 */
export function severityResolver(
  config: LensConfig,
  namesAt: NamesAt,
): (rule: string, at: Location) => SeverityDecision | undefined {
  const layers = [
    { choose: chooser(config), override: undefined, matches: () => true },
    ...config.overrides.map((override) => ({
      choose: chooser(override),
      override,
      matches: overrideMatcher(override, config.uri, namesAt),
    })),
    { choose: chooser(config.commandLine), override: undefined, matches: () => true },
  ].toReversed();
  return (rule, at) => {
    for (const { choose, override, matches } of layers) {
      const setting = choose(rule);
      if (setting !== undefined && matches(at)) return { ...setting, override };
    }
    return undefined;
  };
}

/** As `severityResolver`, for places that no override is for. */
export function severityElsewhere(config: LensConfig): (rule: string) => SeverityDecision | undefined {
  const nowhere = { uri: '', document: 0, span: { start: 0, end: 0 } };
  const resolve = severityResolver({ ...config, overrides: [] }, () => []);
  return (rule) => resolve(rule, nowhere);
}

/** The severity that counts, where the rule would have it be `own`. */
export function decided(decision: SeverityDecision | undefined, own: Severity): Severity | 'off' {
  return decision === undefined || decision.severity === 'default' ? own : decision.severity;
}

/** A fault of ours is hidden by its own name only. */
const groupOf = new Map(rules.flatMap(({ id, group }) => (id === 'internal-error' ? [] : [[id, group] as const])));

function chooser({ rules: single, categories }: SeveritySettings): (rule: string) => SeveritySetting | undefined {
  const [ofRules, ofCategories] = [single, categories].map((all) => new Map(all.map((each) => [each.id, each])));
  return (rule) => {
    const group = groupOf.get(rule);
    const byCategory = group && (ofCategories?.get(group) ?? ofCategories?.get('all'));
    return ofRules?.get(rule) ?? byCategory;
  };
}

function overrideMatcher(
  { files, resources }: Override,
  configUri: string | undefined,
  namesAt: NamesAt,
): (at: Location) => boolean {
  const isFile = files ? fileMatcher(files, configUri) : () => true;
  const isResource = resources ? resourceMatcher(resources.map(({ value }) => value)) : undefined;
  return (at) => isFile(at.uri) && (isResource === undefined || namesAt(at).some(isResource));
}
