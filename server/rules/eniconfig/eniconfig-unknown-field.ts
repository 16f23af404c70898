import { type Message, message } from '../../messages/message.js';
import { idFault } from '../../model/awsIds.js';
import type { Change } from '../../model/change.js';
import { type EniConfigFieldName, isHalfTyped, meantField } from '../../model/eniConfigFields.js';
import { knownValue } from '../../model/fact.js';
import { type Fix, removal } from '../../model/fix.js';
import type { EniConfigField } from '../../model/resource.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-unknown-field',
  severity: 'warning',
  advice: message('Write subnet: with the id of one subnet, or securityGroups: with a list of ids'),
  silentWithout: ['eniConfigs'],
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
          ...(meant === undefined ? { advice: message('Remove it') } : {}),
          ...(isNeeded && field.shape !== 'text' ? { advice } : {}),
          fixes: () => mended(field, meant),
        };
      }
    }
  },
};

const advice = message('An ENIConfig has one subnet: write one ENIConfig for each zone, named after it');

function text(field: string, meant: EniConfigFieldName | undefined): Message {
  if (meant === undefined) {
    return message('The spec of an ENIConfig has no field {field}: the API server drops it', { field });
  }
  return meant === 'subnet'
    ? message(
        'The spec of an ENIConfig has no field {field}, and the subnet it needs is missing: the API server refuses it',
        { field },
      )
    : message(
        'The spec of an ENIConfig has no field {field}: the API server drops it, and pods get the security groups of the node',
        { field },
      );
}

/** The right name and shape, where nothing in the value is a fault of its own. */
function mended({ key, shape, texts }: EniConfigField, meant: EniConfigFieldName | undefined): readonly Fix[] {
  if (meant === undefined) return [removal(message('Remove {field}', { field: key.value }), key.at)];
  const prefix = meant === 'subnet' ? 'subnet' : 'sg';
  const ids = texts.flatMap((fact) => knownValue(fact) ?? []);
  const isRight = ids.length === texts.length && ids.every((id) => idFault(id, prefix) === undefined);
  const [only, ...others] = ids;
  if (!isRight || only === undefined || (meant === 'subnet' && others.length > 0)) return [];
  const title = message('Rename {field} to {meant}', { field: key.value, meant });
  const isInShape = shape === (meant === 'subnet' ? 'text' : 'list');
  const entries = meant === 'subnet' ? { subnet: only } : { securityGroups: ids };
  const change: Change = isInShape
    ? { kind: 'renameKey', at: key.at, key: meant }
    : { kind: 'replaceEntry', at: key.at, entries };
  return [{ title, level: 'suggested', changes: [change] }];
}
