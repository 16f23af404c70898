import { list, message } from '../../messages/message.js';
import { meantField } from '../../model/eniConfigFields.js';
import type { EniConfig } from '../../model/resource.js';
import { isReadInFull } from '../../model/visibility.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-missing-subnet',
  severity: 'error',
  advice: message('Write the id of a subnet in the zone of the nodes that use it'),
  reportsAbsence: true,
  silentWithout: ['eniConfigs'],
  *check(cluster) {
    for (const config of cluster.eniConfigs) {
      const { name, spec, subnetId, at } = config;
      if (spec.kind === 'absent') yield* checkPlace(config);
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

/** Without a spec the document is only half written, unless what belongs into it stands beside it. */
function* checkPlace({ at: map, fieldsBesideSpec }: EniConfig): Iterable<Finding> {
  const subnet = fieldsBesideSpec.find(({ value }) => value === 'subnet');
  if (subnet === undefined) return;
  const keys = fieldsBesideSpec.map(({ value }) => value);
  yield {
    at: subnet.at,
    message: message('subnet stands beside spec, where nothing reads it: no ENI can be made with this ENIConfig'),
    advice: message('Write {fields} under spec instead', { fields: list(keys) }),
    fixes: () => [
      {
        title: message('Move {fields} under spec', { fields: list(keys) }),
        level: 'suggested',
        changes: [{ kind: 'moveUnder', map, keys, key: 'spec' }],
      },
    ],
  };
}
