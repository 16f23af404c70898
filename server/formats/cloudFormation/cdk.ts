import type { CniSettings, Resource } from '../../model/resource.js';
import { documentIn, mapIn } from '../../syntax/embedded.js';
import type { SyntaxDocument } from '../../syntax/node.js';
import { items, textOf } from '../../syntax/read.js';
import { bareSettings } from '../bare.js';
import { chartSettings, isChart } from '../chart/values.js';
import { patchedDaemonSet } from '../daemonSet.js';
import { type Format, takersOf } from '../format.js';
import { manifestFormats } from '../manifestFormats.js';
import { at, type Place } from '../place.js';
import { isMissing, textFact } from '../read.js';
import { property, type TemplateResource } from './template.js';

/**
 * What CDK gives to a cluster by resources of its own: manifests, a patch of the DaemonSet aws-node and values of the chart, each as JSON in a text.
 * Source: aws-cdk, aws-cdk-lib/aws-eks/lib/k8s-manifest.ts, k8s-patch.ts and helm-chart.ts.
 */
export function givenByCdk(
  resources: readonly TemplateResource[],
  document: SyntaxDocument,
  place: Place,
): readonly Resource[] {
  const takers = takersOf(manifestFormats, document, place);
  return resources.flatMap((resource): readonly Resource[] => {
    switch (resource.type) {
      case 'Custom::AWSCDK-EKS-KubernetesResource':
        return manifests(resource, takers, document, place);
      case 'Custom::AWSCDK-EKS-KubernetesPatch':
        return patch(resource, place);
      case 'Custom::AWSCDK-EKS-HelmChart':
        return release(resource, place);
      default:
        return [];
    }
  });
}

function manifests(
  { properties }: TemplateResource,
  takers: readonly Format[],
  document: SyntaxDocument,
  place: Place,
): readonly Resource[] {
  return items(documentIn(property(properties, 'Manifest')))
    .map((root) => ({ ...document, root }))
    .flatMap((each) => takers.flatMap(({ read }) => read(each, place)));
}

/** What a patch does not name stays as it was in the cluster; a merge patch writes its lists in place of those there are. */
function patch({ properties }: TemplateResource, place: Place): readonly CniSettings[] {
  const target = textOf(property(properties, 'ResourceName')) ?? '';
  if (!/^(?:ds|daemonsets?)(?:\.apps)?\/aws-node$/.test(target)) return [];
  const root = mapIn(property(properties, 'ApplyPatchJson'));
  const isStrategic = ['strategic', undefined].includes(textOf(property(properties, 'PatchType')));
  const { containers, isHidden } =
    root && isStrategic ? patchedDaemonSet(root, place) : { containers: [], isHidden: true };
  return [
    {
      ...bareSettings,
      at: at(place, properties),
      takenBy: 'apiServer',
      absent: 'unknown',
      containers,
      partlyHidden: isHidden,
    },
  ];
}

function release({ properties }: TemplateResource, place: Place): readonly Resource[] {
  if (!isChart(property(properties, 'Chart'))) return [];
  const values = property(properties, 'Values');
  const map = mapIn(values);
  return chartSettings({
    at: at(place, properties),
    maps: map ? [{ map, nulls: 'removed' }] : [],
    singles: [],
    isHidden: !isMissing(values) && map === undefined,
    chartVersion: textFact(property(properties, 'Version'), place),
    place,
  });
}
