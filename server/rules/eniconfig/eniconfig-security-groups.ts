import { message } from '../../messages/message.js';
import { securityGroupsPerEni } from '../../model/awsIds.js';
import type { EniConfig } from '../../model/resource.js';
import type { Finding, Rule } from '../rule.js';

const { quota, most } = securityGroupsPerEni;

export const rule: Rule = {
  id: 'eniconfig-security-groups',
  severity: 'warning',
  advice: message('Merge security groups until 5 are left, or raise the quota of the account to at most 16'),
  reportsAbsence: true,
  silentWithout: ['eniConfigs'],
  *check({ eniConfigs }) {
    for (const config of eniConfigs) {
      yield* checkNumber(config);
      yield* checkRepetition(config);
    }
  },
};

function* checkNumber({ name, securityGroupIds }: EniConfig): Iterable<Finding> {
  const written = securityGroupIds.filter((id) => id.kind !== 'known' || id.value !== '');
  const ids = new Set(written.map((id) => (id.kind === 'known' ? id.value : id)));
  const [first] = securityGroupIds;
  const place = name.kind === 'known' ? name.at : first?.kind === 'known' ? first.at : undefined;
  if (ids.size <= quota || place === undefined) return;
  yield {
    at: place,
    severity: ids.size > most ? 'error' : 'warning',
    message:
      ids.size > most
        ? message('{count} security groups are more than the {most} an ENI can have: no ENI can be made', {
            count: ids.size,
            most,
          })
        : message(
            '{count} security groups are above the quota of {quota} per ENI: without a raised quota no ENI can be made',
            { count: ids.size, quota },
          ),
  };
}

function* checkRepetition({ securityGroupIds }: EniConfig): Iterable<Finding> {
  const seen = new Set<string>();
  for (const id of securityGroupIds) {
    if (id.kind !== 'known' || id.value === '') continue;
    if (seen.has(id.value)) {
      yield {
        at: id.at,
        message: message('{id} is listed already', { id: id.value }),
        advice: message('Remove it'),
        fixes: () => [
          {
            title: message('Remove the second {id}', { id: id.value }),
            level: 'safe',
            changes: [{ kind: 'removeItem', at: id.at }],
          },
        ],
        tags: ['unnecessary'],
      };
    }
    seen.add(id.value);
  }
}
