import { message } from '../messages/message.js';
import { meantField } from '../model/eniConfigFields.js';
import { isReadInFull } from '../model/visibility.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'eniconfig-missing-subnet',
  group: 'eniconfig',
  severity: 'error',
  reportsAbsence: true,
  *check(cluster) {
    for (const config of cluster.eniConfigs) {
      const { name, spec, subnetId, at } = config;
      // Without a name or a spec the document is only half written.
      if (name.kind !== 'known' || spec.kind !== 'known' || !isReadInFull(at, cluster)) continue;
      // A subnet under another name is a finding of eniconfig-unknown-field.
      if (subnetId.kind === 'absent' && !config.unknownFields.some((field) => meantField(field, config) === 'subnet')) {
        yield {
          at: name.at,
          message: message('ENIConfig {name} has no spec.subnet: the API server refuses it', { name: name.value }),
        };
      }
      if (subnetId.kind === 'known' && subnetId.value === '') {
        yield {
          at: subnetId.at,
          message: message(
            'spec.subnet of ENIConfig {name} is empty: no ENI can be made with it, and its nodes stay NotReady',
            {
              name: name.value,
            },
          ),
        };
      }
    }
  },
};
