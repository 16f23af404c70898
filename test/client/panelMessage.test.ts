import { describe, expect, it } from 'vitest';
import { checkedMessage, uriIn } from '../../client/panelMessage.js';

const changes = {
  variables: { WARM_IP_TARGET: '2' },
  expectedPodsPerNode: 12,
  nodeGroups: { web: { instanceTypes: ['m5.large'], minSize: 1, desiredCapacity: 2, maxSize: 3, maxPods: 29 } },
  subnets: { '10.0.0.0/24': '10.0.0.0/22', '/19': '/20' },
};

describe('a message of a panel', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'open', key: 'k', file: 'a.yaml', line: 1, column: 1 },
    { kind: 'apply', key: 'k', changes },
    { kind: 'apply', key: 'k', changes: {} },
  ])('is taken: %j', (message) => {
    expect(checkedMessage({ ...message })).toEqual(message);
  });

  it('has nothing that no message has', () => {
    expect(checkedMessage({ kind: 'open', key: 'k', file: 'a.yaml', line: 1, column: 1, uri: 'file:///etc' })).toEqual({
      kind: 'open',
      key: 'k',
      file: 'a.yaml',
      line: 1,
      column: 1,
    });
  });

  const applying = (own: object): unknown => ({ kind: 'apply', key: 'k', changes: own });
  it.each([
    undefined,
    null,
    'ready',
    [],
    { kind: 'close' },
    { kind: 'open', key: 'k', file: 'a.yaml', line: 0, column: 1 },
    { kind: 'open', key: 'k', file: 'a.yaml', line: 1.5, column: 1 },
    { kind: 'open', key: 1, file: 'a.yaml', line: 1, column: 1 },
    { kind: 'open', key: 'k', file: ['a.yaml'], line: 1, column: 1 },
    { kind: 'apply', changes },
    applying({ variables: { WARM_IP_TARGET: '2\nkind: Pod' } }),
    applying({ variables: { 'a: b': '2' } }),
    applying({ variables: { WARM_IP_TARGET: 2 } }),
    applying({ expectedPodsPerNode: -1 }),
    applying({ expectedPodsPerNode: '12' }),
    applying({ nodeGroups: { web: { instanceTypes: 'm5.large' } } }),
    applying({ nodeGroups: { web: { instanceTypes: ['m5.large }'] } } }),
    applying({ nodeGroups: { web: { maxSize: '3' } } }),
    applying({ nodeGroups: { web: { name: 'other' } } }),
    applying({ subnets: { '10.0.0.0/24': '10.0.0.0/22 }' } }),
  ])('is not taken: %j', (message) => {
    expect(checkedMessage(message)).toBeUndefined();
  });
});

it.each([
  [{ uri: 'file:///a.yaml', fields: {} }, 'file:///a.yaml'],
  [{ uri: '' }, undefined],
  [{ uri: 'a b' }, undefined],
  [undefined, undefined],
  ['file:///a.yaml', undefined],
])('the file of the state %j is %j', (state, uri) => {
  expect(uriIn(state)).toBe(uri);
});
