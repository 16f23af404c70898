import { cniChart } from '../model/addonNames.js';
import { absent, type Fact } from '../model/fact.js';
import type { Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import { valuesOfDependency } from './chart/marks.js';
import { asHelmTakes, asText, type ChartValue, keysTo } from './chart/singles.js';
import { type ChartMap, type ChartSource, chartSettings, isChart, versionInName } from './chart/values.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { apiGroup, isKind, isMissing, manifests, textFact } from './read.js';

/**
 * Releases of the chart aws-vpc-cni, or of one that depends on it, and the values in them: Flux's HelmRelease, Argo CD's Application and
 * ApplicationSet, `helmCharts` of Kustomize, releases of helmfile.
 */
export const format: Format = {
  id: 'helmReleases',
  kinds: ['HelmRelease', 'Application', 'ApplicationSet', 'Kustomization'],
  hints: [cniChart],
  takes: { texts: [cniChart] },
  read: (document, place) =>
    manifests(document).flatMap((manifest) =>
      releasesIn(manifest).flatMap((release) => resourcesOf(release, document.templated, place)),
    ),
};

/** A release as its tool writes it. */
interface Release {
  /** What stands for it. */
  readonly node: MapNode;
  readonly chart: readonly (Node | undefined)[];
  readonly version: Node | undefined;
  readonly maps: readonly ReleaseValues[];
  readonly singles: readonly MapNode[];
  /** The list that they are items of. */
  readonly singlesIn?: Node | undefined;
  /** Other values are given that stand elsewhere. */
  readonly isHidden: boolean;
  /** Where a map of values goes that is not there yet: in the node, by this key. */
  readonly valuesKey: string | undefined;
}

interface ReleaseValues {
  readonly values: Node;
  readonly nulls: ChartMap['nulls'];
}

function releasesIn(manifest: MapNode): readonly Release[] {
  const group = apiGroup(manifest) ?? '';
  if (isKind(manifest, 'HelmRelease') && /^helm\.(?:toolkit\.)?fluxcd\.io$/.test(group)) return ofFlux(manifest);
  if (group === 'argoproj.io' && isKind(manifest, 'Application')) return ofArgo(get(manifest, 'spec'), false);
  if (group === 'argoproj.io' && isKind(manifest, 'ApplicationSet')) {
    const isPatched = !isMissing(path(manifest, 'spec', 'templatePatch'));
    return ofArgo(path(manifest, 'spec', 'template', 'spec'), isPatched);
  }
  return [
    ...items(get(manifest, 'helmCharts')).flatMap(ofKustomize),
    ...items(get(manifest, 'releases')).flatMap(ofHelmfile),
  ];
}

function ofFlux(manifest: MapNode): readonly Release[] {
  const spec = get(manifest, 'spec');
  if (spec?.kind !== 'map') return [];
  const chart = get(spec, 'chart');
  const values = get(spec, 'values');
  return [
    {
      node: spec,
      chart: [path(chart, 'spec', 'chart'), get(chart, 'name'), get(chart, 'path'), path(spec, 'chartRef', 'name')],
      version: path(chart, 'spec', 'version') ?? get(chart, 'version'),
      maps: isMissing(values) ? [] : [{ values, nulls: 'removed' }],
      singles: [],
      isHidden: ['valuesFrom', 'postRenderers'].some((key) => !isMissing(get(spec, key))),
      valuesKey: 'values',
    },
  ];
}

/** `valuesObject` takes the place of `values`. Source: argo-cd, docs/user-guide/helm.md. */
function ofArgo(spec: Node | undefined, isPatched: boolean): readonly Release[] {
  return [get(spec, 'source'), ...items(get(spec, 'sources'))].flatMap((source): readonly Release[] => {
    if (source?.kind !== 'map') return [];
    const helm = get(source, 'helm');
    const [object, text] = [get(helm, 'valuesObject'), get(helm, 'values')];
    // A null in an object of Kubernetes may be gone before Argo CD reads it.
    const values = !isMissing(object) ? { values: object, nulls: 'unknown' as const } : undefined;
    const inText = !isMissing(text) ? { values: text, nulls: 'removed' as const } : undefined;
    const given = values ?? inText;
    return [
      {
        node: source,
        chart: [get(source, 'chart'), get(source, 'path')],
        version: get(source, 'chart') === undefined ? undefined : get(source, 'targetRevision'),
        maps: given === undefined ? [] : [given],
        singles: items(get(helm, 'parameters')).filter((each) => each.kind === 'map'),
        singlesIn: get(helm, 'parameters'),
        isHidden: isPatched || ['valueFiles', 'fileParameters'].some((key) => items(get(helm, key)).length > 0),
        valuesKey: undefined,
      },
    ];
  });
}

function ofKustomize(chart: Node): readonly Release[] {
  if (chart.kind !== 'map') return [];
  const values = get(chart, 'valuesInline');
  return [
    {
      node: chart,
      chart: [get(chart, 'name')],
      version: get(chart, 'version'),
      maps: isMissing(values) ? [] : [{ values, nulls: 'unknown' }],
      singles: [],
      isHidden: ['valuesFile', 'additionalValuesFiles'].some((key) => !isMissing(get(chart, key))),
      valuesKey: 'valuesInline',
    },
  ];
}

function ofHelmfile(release: Node): readonly Release[] {
  if (release.kind !== 'map') return [];
  const values = items(get(release, 'values'));
  const maps = values.filter((each) => each.kind === 'map');
  return [
    {
      node: release,
      chart: [get(release, 'chart')],
      version: get(release, 'version'),
      maps: maps.map((each) => ({ values: each, nulls: 'removed' })),
      singles: items(get(release, 'set')).filter((each) => each.kind === 'map'),
      singlesIn: get(release, 'set'),
      isHidden:
        maps.length < values.length ||
        ['secrets', 'inherit', 'strategicMergePatches', 'jsonPatches'].some((key) => !isMissing(get(release, key))),
      valuesKey: undefined,
    },
  ];
}

function resourcesOf(release: Release, isTemplated: boolean, place: Place): readonly Resource[] {
  const opened = release.maps.map(({ values, nulls }) => ({ nulls, ...mapOf(values) }));
  const isUnread = opened.some(({ isRead }) => !isRead);
  const maps = opened.flatMap(({ map, nulls }) => (map === undefined ? [] : [{ map, nulls }]));
  const dependency = maps.flatMap(({ map }) => valuesOfDependency(map));
  const isOwn = release.chart.some(isChart);
  const isOfDependency = dependency.length > 0 && !(isOwn && maps.every(({ map }) => get(map, 'env') !== undefined));
  if (!isOwn && dependency.length === 0) return [];
  const lead = isOfDependency ? `${cniChart}.` : '';
  const given: Pick<ChartSource, 'maps' | 'chartVersion'> = isOfDependency
    ? { maps: dependency.map((map) => ({ map, nulls: 'unknown' })), chartVersion: absent }
    : { maps, chartVersion: versionOf(release, place) };
  return chartSettings({
    at: at(place, release.node),
    ...given,
    singles: [
      {
        values: release.singles.flatMap((each) => singleOf(each, lead, place)),
        block: release.singlesIn && { at: at(place, release.singlesIn), shape: 'list', lead },
      },
    ],
    isHidden: release.isHidden || isUnread || isTemplated || release.singles.some(({ open }) => open),
    ...newBlocksOf(release, place),
    place,
  });
}

function versionOf({ chart, version }: Release, place: Place): Fact<string> {
  const fact = textFact(version, place);
  return fact.kind === 'absent' ? versionInName(chart.find(isChart), place) : fact;
}

function newBlocksOf({ node, valuesKey, maps }: Release, place: Place): Pick<ChartSource, 'newBlocks'> {
  if (valuesKey === undefined || maps.length > 0) return {};
  const here = at(place, node);
  return {
    newBlocks: {
      'aws-node': { at: here, path: [valuesKey, 'env'] },
      'aws-vpc-cni-init': { at: here, path: [valuesKey, 'init', 'env'] },
    },
  };
}

/** The map of values, which may stand in a text; `isRead` is false where it is there and cannot be seen. */
function mapOf(values: Node): { readonly map: MapNode | undefined; readonly isRead: boolean } {
  if (values.kind === 'map') return { map: values, isRead: true };
  if (values.kind === 'seq') return { map: undefined, isRead: false };
  return mapIn(values);
}

function mapIn(text: ScalarNode): ReturnType<typeof mapOf> {
  const { root, problems, templated } = openScalar(text);
  if (root === undefined) return { map: undefined, isRead: problems.length === 0 && !text.open };
  return {
    map: root.kind === 'map' ? root : undefined,
    isRead: root.kind === 'map' && problems.length === 0 && !templated,
  };
}

/** A parameter: `name: env.WARM_IP_TARGET` and its value, as `--set` takes it. */
function singleOf(parameter: MapNode, lead: string, place: Place): readonly ChartValue[] {
  const [name, value] = [get(parameter, 'name'), get(parameter, 'value')];
  const keys = keysTo(name, lead);
  if (keys === undefined || name?.kind !== 'scalar') return [];
  const isText = textOf(get(parameter, 'forceString')) === 'true';
  const forced = { kind: 'addKey', map: at(place, parameter), key: 'forceString', value: true } as const;
  const taken = value === undefined ? { ...name, open: true } : takenValue(value, isText);
  return [{ keys, name, value: taken, span: parameter.span, asText: forced }];
}

/** What a brace begins is a list, and is not taken apart here. */
function takenValue(value: Node, isText: boolean): Node {
  if (value.kind !== 'scalar') return { ...value, open: true };
  if (isText) return asText(value);
  return /^\{/.test(value.text) ? { ...value, open: true } : asHelmTakes(value);
}
