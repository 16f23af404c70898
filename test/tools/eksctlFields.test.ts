import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldTable, tableText } from '../../server/tools/eksctlFields.js';

/** A schema as eksctl publishes it, with one field of each form. */
const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const schema = {
  definitions: {
    ClusterConfig: {
      properties: {
        vpc: ref('ClusterVPC'),
        kind: { type: 'string', enum: ['ClusterConfig'], description: 'words' },
        names: { type: 'array', items: { type: 'string' } },
        groups: { type: 'array', items: ref('NodeGroup') },
        providers: { type: 'array', items: ref('IdentityProvider') },
      },
    },
    ClusterVPC: {
      properties: { cidr: ref('github.com|weaveworks|eksctl|pkg|utils|ipnet.IPNet'), private: ref('AZSubnetMapping') },
    },
    AZSubnetMapping: { type: 'object', additionalProperties: ref('AZSubnetSpec') },
    AZSubnetSpec: { properties: { az: { type: 'string' } } },
    NodeGroup: {
      properties: {
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        config: ref('InlineDocument'),
        taints: ref('taintsWrapper'),
        price: { type: 'number' },
      },
    },
    InlineDocument: { type: 'object', additionalProperties: {} },
    taintsWrapper: { type: 'array', items: ref('NodeGroupTaint') },
    NodeGroupTaint: { properties: { key: { type: 'string' } } },
    IdentityProvider: { properties: { type: { type: 'string' } }, oneOf: [ref('OIDCIdentityProvider')] },
    OIDCIdentityProvider: { properties: { name: { type: 'string' } } },
    'github.com|weaveworks|eksctl|pkg|utils|ipnet.IPNet': { type: 'string' },
  },
};

describe('the table of eksctl’s fields', () => {
  it('holds names and types, and what Go decodes otherwise', () => {
    expect(fieldTable(schema, '0.1', 'abc').types).toEqual({
      AZSubnetSpec: { az: 'string' },
      ClusterConfig: {
        groups: '[NodeGroup]',
        kind: 'string',
        names: '[string]',
        providers: '[OIDCIdentityProvider]',
        vpc: 'ClusterVPC',
      },
      ClusterVPC: { cidr: 'cidr', private: '{AZSubnetSpec}' },
      NodeGroup: { config: 'document', labels: '{string}', price: 'number', taints: '{string}|[Taint]' },
      OIDCIdentityProvider: { name: 'string', type: 'string' },
      Taint: { key: 'string' },
    });
  });

  it('is not made of a schema that is not understood', () => {
    const odd = { definitions: { ...schema.definitions, AZSubnetSpec: { properties: { az: { type: 'tuple' } } } } };
    expect(() => fieldTable(odd, '0.1', 'abc')).toThrow('a type that is not understood');
  });

  it('is committed as the tool writes it', () => {
    const text = readFileSync(new URL('../../schemas/eksctl-fields.json', import.meta.url), 'utf8');
    expect(tableText(JSON.parse(text))).toBe(text);
  });
});
