import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

/** The only version the CRD has. Source: amazon-vpc-cni-k8s v1.23.1, charts/aws-vpc-cni/crds/customresourcedefinition.yaml. */
const rightVersion = 'crd.k8s.amazonaws.com/v1alpha1';

export const rule: Rule = {
  id: 'eniconfig-api-version',
  severity: 'error',
  advice: 'inMessage',
  silentWithout: ['eniConfigs'],
  *check({ eniConfigs }) {
    for (const { apiVersion } of eniConfigs) {
      if (apiVersion.kind !== 'known' || apiVersion.value === rightVersion) continue;
      yield {
        at: apiVersion.at,
        message: message('There is no ENIConfig in {written}: its apiVersion is {right}', {
          written: apiVersion.value === '' ? '""' : apiVersion.value,
          right: rightVersion,
        }),
        fixes: () => [
          {
            title: message('Set apiVersion to {right}', { right: rightVersion }),
            level: 'safe',
            changes: [{ kind: 'replaceValue', at: apiVersion.at, value: rightVersion, asString: false }],
          },
        ],
      };
    }
  },
};
