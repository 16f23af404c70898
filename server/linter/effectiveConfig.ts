import { configDocument } from '../formats/eniLens/config.js';
import type { LensConfig, Override, Severity, SeverityChoice } from '../model/lensConfig.js';
import { rules } from '../rules/index.js';
import type { Node } from '../syntax/node.js';
import { entries, items, textOf } from '../syntax/read.js';
import type { Location, Span } from '../text/span.js';
import { fileMatcher } from '../workspace/fileMatchers.js';
import { decided, severityResolver } from './severity.js';

/** Where a value comes from. `key` is its path in the config file, such as `overrides[0].rules.max-pods-ignored`. */
export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'commandLine' }
  | { readonly kind: 'configFile'; readonly at: Span; readonly key: string };

/** The severity of a rule in a file, wherever in it no override for resources says otherwise. */
export interface EffectiveRule {
  readonly rule: string;
  readonly severity: Severity | 'off';
  readonly origin: Origin;
}

/** What an override says of a rule or a category for some resources of a file. */
export interface ResourceException {
  readonly resources: readonly string[];
  readonly id: string;
  readonly severity: SeverityChoice;
  readonly origin: Origin;
}

/** What counts for every rule in a file, or without a file where no override counts. */
export function effectiveRules(config: LensConfig, uri: string | undefined): readonly EffectiveRule[] {
  const overrides = uri === undefined ? [] : config.overrides.filter(({ resources }) => resources === undefined);
  const resolve = severityResolver({ ...config, overrides }, () => []);
  const at: Location = { uri: uri ?? '', document: 0, span: { start: 0, end: 0 } };
  return rules.map(({ id, severity }) => {
    const decision = resolve(id, at);
    if (decision === undefined) return { rule: id, severity, origin: { kind: 'default' } };
    return { rule: id, severity: decided(decision, severity), origin: originOf(decision, decision.id === id, config) };
  });
}

/** What differs for some resources of a file; without a file, of any. */
export function resourceExceptions(config: LensConfig, uri: string | undefined): readonly ResourceException[] {
  return config.overrides.flatMap((override) => {
    const { resources, files } = override;
    const isHere = uri === undefined || files === undefined || fileMatcher(files, config.uri)(uri);
    if (resources === undefined || !isHere) return [];
    const settings = [
      ...override.categories.map((setting) => ({ setting, isRule: false })),
      ...override.rules.map((setting) => ({ setting, isRule: true })),
    ];
    return settings.map(({ setting, isRule }) => ({
      resources: resources.map(({ value }) => value),
      id: setting.id,
      severity: setting.severity,
      origin: originOf({ ...setting, override }, isRule, config),
    }));
  });
}

function originOf(
  {
    at,
    id,
    override,
  }: { readonly at: Location | undefined; readonly id: string; readonly override: Override | undefined },
  isRule: boolean,
  { overrides }: LensConfig,
): Origin {
  if (at === undefined) return { kind: 'commandLine' };
  const index = override ? overrides.findIndex((each) => each.at === override.at) : -1;
  const holder = index < 0 ? '' : `overrides[${index}].`;
  return { kind: 'configFile', at: at.span, key: `${holder}${isRule ? 'rules' : 'categories'}.${id}` };
}

/** Every value of the config file but the severities, in written order. */
export function configValues({
  uri = '',
  text,
}: LensConfig): readonly { readonly value: string; readonly origin: Origin }[] {
  const { root } = configDocument(uri, text);
  const severityKeys = ['rules', 'categories', 'overrides', '$schema'];
  return entries(root)
    .filter(({ key }) => !severityKeys.includes(key.text))
    .flatMap(({ key, value }) => leaves(value, key.text));
}

function leaves(node: Node, key: string): readonly { readonly value: string; readonly origin: Origin }[] {
  switch (node.kind) {
    case 'map':
      return entries(node).flatMap((entry) => leaves(entry.value, `${key}.${entry.key.text}`));
    case 'seq':
      return items(node).flatMap((item, index) => leaves(item, `${key}[${index}]`));
    case 'scalar':
      return [{ value: textOf(node) ?? '', origin: { kind: 'configFile', at: node.span, key } }];
    default:
      return node satisfies never;
  }
}
