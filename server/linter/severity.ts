import type { LensConfig, Override, Severity, SeveritySetting, SeveritySettings } from '../model/lensConfig.js';
import { rules } from '../rules/index.js';
import { memoizedByName } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { matchingFinder } from '../workspace/fileMatchers.js';
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
  const layersFor = layersOf(config, namesAt);
  return (rule, at) => {
    for (const { choose, override, matches } of layersFor(at.uri)) {
      const setting = choose(rule);
      if (setting !== undefined && matches(at)) return { ...setting, override };
    }
    return undefined;
  };
}

/** What has a say about the places of a file. */
interface Layer {
  readonly choose: (rule: string) => SeveritySetting | undefined;
  readonly override: Override | undefined;
  readonly matches: (at: Location) => boolean;
}

/** The layers for a file, who has the last word first. Asked once for each file, because there may be an override for each. */
function layersOf(config: LensConfig, namesAt: NamesAt): (uri: string) => readonly Layer[] {
  const everywhere = { override: undefined, matches: () => true };
  const above: Layer = { choose: chooser(config.commandLine), ...everywhere };
  const below: Layer = { choose: chooser(config), ...everywhere };
  const overrides = config.overrides.map((override, index) => ({ index, layer: overrideLayer(override, namesAt) }));
  const forAll = overrides.filter(({ layer }) => layer.override.files === undefined);
  const forSome = overrides.flatMap((each) => {
    const { files } = each.layer.override;
    return files ? [{ ...each, files }] : [];
  });
  const matching = matchingFinder(forSome, config.uri);
  return memoizedByName((uri: string) => {
    const own = [...forAll, ...matching(uri)].sort((a, b) => b.index - a.index).map(({ layer }) => layer);
    return [above, ...own, below];
  });
}

function overrideLayer(override: Override, namesAt: NamesAt): Layer & { readonly override: Override } {
  const { resources } = override;
  const isResource = resources ? resourceMatcher(resources.map(({ value }) => value)) : undefined;
  const matches = (at: Location): boolean => isResource === undefined || namesAt(at).some(isResource);
  return { choose: chooser(override), override, matches };
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
