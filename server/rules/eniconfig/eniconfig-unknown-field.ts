import { type Message, message } from '../../messages/message.js';
import { idFault } from '../../model/awsIds.js';
import { type EniConfigFieldName, isHalfTyped, meantField } from '../../model/eniConfigFields.js';
import { knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import type { EniConfigField } from '../../model/resource.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-unknown-field',
  severity: 'warning',
  advice: message('Remove it: an ENIConfig has one subnet and a list of securityGroups'),
  *check({ eniConfigs }) {
    for (const config of eniConfigs) {
      for (const field of config.unknownFields) {
        if (isHalfTyped(field)) continue;
        const meant = meantField(field, config);
        // Without a subnet the API server refuses what is left.
        const isNeeded = meant === 'subnet';
        yield {
          at: field.key.at,
          severity: isNeeded ? 'error' : 'warning',
          message: text(field.key.value, meant),
          fixes: () => renameTo(field, meant),
        };
      }
    }
  },
};

function text(field: string, meant: EniConfigFieldName | undefined): Message {
  if (meant === undefined) {
    return message('The spec of an ENIConfig has no field {field}: the API server drops it', { field });
  }
  return meant === 'subnet'
    ? message('The spec of an ENIConfig has no field {field}, and without a subnet the API server refuses it: subnet', {
        field,
      })
    : message(
        'The spec of an ENIConfig has no field {field}: the API server drops it, and pods get the security groups of the node',
        { field },
      );
}

/** The right name, where the value already has the right shape and nothing in it is a fault of its own. */
function renameTo({ key, shape, texts }: EniConfigField, meant: EniConfigFieldName | undefined): readonly Fix[] {
  if (meant === undefined || shape !== (meant === 'subnet' ? 'text' : 'list')) return [];
  const prefix = meant === 'subnet' ? 'subnet' : 'sg';
  const isRight = texts.every((fact) => {
    const id = knownValue(fact);
    return id !== undefined && idFault(id, prefix) === undefined;
  });
  return isRight
    ? [
        {
          title: message('Rename {field} to {meant}', { field: key.value, meant }),
          level: 'suggested',
          changes: [{ kind: 'renameKey', at: key.at, key: meant }],
        },
      ]
    : [];
}
