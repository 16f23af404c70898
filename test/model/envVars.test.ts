import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/aws-node-env.schema.json' with { type: 'json' };
import { parseVersion } from '../../server/model/cniVersion.js';
import {
  closestEnvVars,
  type EnvVarName,
  envVar,
  envVarNames,
  type InterpretContext,
  interpret,
  isEnvVarName,
  misspellingNote,
  parserFacts,
} from '../../server/model/envVars.js';

// The names by the reference of v1.23.1: what aws-node and its init container read, table by table.
const readNames = words(`
  WARM_ENI_TARGET WARM_IP_TARGET MINIMUM_IP_TARGET WARM_PREFIX_TARGET MAX_ENI ENABLE_PREFIX_DELEGATION IP_COOLDOWN_PERIOD
  AWS_MANAGE_ENIS_NON_SCHEDULABLE DISABLE_NETWORK_RESOURCE_PROVISIONING ENABLE_IMDS_ONLY_MODE DISABLE_LEAKED_ENI_CLEANUP
  MANAGE_UNTAGGED_ENI ENABLE_SUBNET_DISCOVERY ENABLE_MULTI_NIC AWS_VPC_K8S_CNI_BACKING_STORE ADDITIONAL_ENI_TAGS CLUSTER_NAME
  ENABLE_IPv4 ENABLE_IPv6 AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG ENI_CONFIG_ANNOTATION_DEF ENI_CONFIG_LABEL_DEF ENABLE_POD_ENI
  POD_SECURITY_GROUP_ENFORCING_MODE DISABLE_TCP_EARLY_DEMUX ANNOTATE_POD_IP NETWORK_POLICY_ENFORCING_MODE
  ENABLE_BANDWIDTH_PLUGIN DISABLE_POD_V6 ENABLE_V6_EGRESS ENABLE_V4_EGRESS
  AWS_VPC_K8S_CNI_EXTERNALSNAT AWS_VPC_K8S_CNI_RANDOMIZESNAT AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS AWS_EXTERNAL_SERVICE_CIDRS
  AWS_VPC_CNI_NODE_PORT_SUPPORT AWS_VPC_K8S_CNI_CONNMARK AWS_VPC_ENI_MTU POD_MTU AWS_VPC_K8S_CNI_VETHPREFIX
  AWS_VPC_K8S_CNI_LOGLEVEL AWS_VPC_K8S_CNI_LOG_FILE AWS_VPC_K8S_PLUGIN_LOG_FILE AWS_VPC_K8S_PLUGIN_LOG_LEVEL
  AWS_VPC_K8S_EGRESS_V4_PLUGIN_LOG_FILE AWS_VPC_K8S_EGRESS_V6_PLUGIN_LOG_FILE HOST_CNI_BIN_PATH HOST_CNI_CONFDIR_PATH
  DISABLE_METRICS DISABLE_INTROSPECTION INTROSPECTION_BIND_ADDRESS CLUSTER_ENDPOINT HTTP_TIMEOUT VPC_CNI_VERSION
  MY_NODE_NAME MY_POD_NAME`);
const removedNames = words(
  'AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER ENABLE_NFTABLES AGENT_LOG_PATH NODE_IP WATCH_NAMESPACE AWS_EC2_ENDPOINT',
);
const elsewhereNames = words('USE_CLOUDWATCH USE_PROMETHEUS METRIC_UPDATE_INTERVAL AWS_CLUSTER_ID');
const libraryNames = words(`
  AWS_REGION AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
  AWS_ENDPOINT_URL_EC2 AWS_CA_BUNDLE HTTP_PROXY HTTPS_PROXY NO_PROXY KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT`);

// The keys of the EKS add-on's schema of v1.15.1-eksbuild.1, by their format, and the three that v1.18 has besides (cni issue 3059).
const addonBooleans = words(`
  ANNOTATE_POD_IP AWS_MANAGE_ENIS_NON_SCHEDULABLE AWS_VPC_CNI_NODE_PORT_SUPPORT AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG
  AWS_VPC_K8S_CNI_EXTERNALSNAT DISABLE_INTROSPECTION DISABLE_LEAKED_ENI_CLEANUP DISABLE_METRICS
  DISABLE_NETWORK_RESOURCE_PROVISIONING DISABLE_POD_V6 ENABLE_BANDWIDTH_PLUGIN ENABLE_POD_ENI ENABLE_PREFIX_DELEGATION
  ENABLE_SUBNET_DISCOVERY ENABLE_V4_EGRESS ENABLE_V6_EGRESS`);
const addonIntegers = words(
  'AWS_VPC_ENI_MTU IP_COOLDOWN_PERIOD MAX_ENI MINIMUM_IP_TARGET POD_MTU WARM_ENI_TARGET WARM_IP_TARGET WARM_PREFIX_TARGET',
);
const addonStrings = words(`
  ADDITIONAL_ENI_TAGS AWS_EC2_ENDPOINT AWS_EXTERNAL_SERVICE_CIDRS AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS AWS_VPC_K8S_CNI_LOGLEVEL
  AWS_VPC_K8S_CNI_LOG_FILE AWS_VPC_K8S_CNI_RANDOMIZESNAT AWS_VPC_K8S_CNI_VETHPREFIX AWS_VPC_K8S_PLUGIN_LOG_FILE
  AWS_VPC_K8S_PLUGIN_LOG_LEVEL CLUSTER_ENDPOINT ENI_CONFIG_ANNOTATION_DEF ENI_CONFIG_LABEL_DEF INTROSPECTION_BIND_ADDRESS
  NETWORK_POLICY_ENFORCING_MODE POD_SECURITY_GROUP_ENFORCING_MODE`);

describe('the table of variables', () => {
  it('is a JSON Schema of draft 2020-12 that accepts strings only', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(schema)).toBe(true);
    const validate = ajv.compile(schema);
    expect(validate({ WARM_IP_TARGET: '5' })).toBe(true);
    expect(validate({ WARM_IP_TARGET: 5 })).toBe(false);
  });

  it('has every variable of the reference, and no other of aws-node', () => {
    const byStatus = (status: string) => envVarNames.filter((name) => envVar(name).status === status).toSorted();
    expect(byStatus('read')).toEqual(readNames.toSorted());
    expect(byStatus('removed')).toEqual(removedNames.toSorted());
    expect(byStatus('elsewhere')).toEqual(elsewhereNames.toSorted());
    expect(byStatus('library')).toEqual(expect.arrayContaining([...libraryNames]));
  });

  it.each(envVarNames)('describes %s and says where that was read', (name) => {
    const row = envVar(name);
    expect(row.name).toBe(name);
    expect(row.description).toMatch(/^[A-Z].*\.$/);
    expect(row.description.length).toBeLessThan(400);
    expect(row.source.length).toBeGreaterThan(0);
    if (row.status === 'read') {
      expect(row.since).toMatch(/^1\.\d+\.\d+$/);
      expect(row.containers.length).toBeGreaterThan(0);
      expect(row.codeDefault !== undefined || row.defaultNote !== undefined || row.fieldRef !== undefined).toBe(true);
    }
    expect(row.removed !== undefined).toBe(row.status === 'removed');
    expect(row.kind === 'enum' && row.status === 'read').toBe(row.values.length > 0);
  });

  it.each(envVarNames.filter((name) => envVar(name).status === 'read'))(
    'has defaults for %s that its own parser takes',
    (name) => {
      const { codeDefault, shippedDefault } = envVar(name);
      if (codeDefault !== undefined && codeDefault !== '') {
        expect(interpret(name, String(codeDefault), {})).toEqual({ kind: 'accepted', value: codeDefault });
      }
      if (shippedDefault !== undefined) expect(interpret(name, shippedDefault, {}).kind).toBe('accepted');
    },
  );

  it('knows the defaults that the manifest changes', () => {
    const changed = envVarNames.flatMap((name) => {
      const { codeDefault, shippedDefault } = envVar(name);
      if (shippedDefault === undefined) return [];
      const read = interpret(name, shippedDefault, {});
      return read.kind === 'accepted' && read.value === codeDefault ? [] : [name];
    });
    expect(changed.toSorted()).toEqual(
      [
        'ADDITIONAL_ENI_TAGS',
        'ENABLE_IPv4',
        'NETWORK_POLICY_ENFORCING_MODE',
        'VPC_CNI_VERSION',
        'WARM_PREFIX_TARGET',
      ].toSorted(),
    );
  });

  it('knows what the manifest sets', () => {
    const shipped = envVarNames.filter((name) => envVar(name).shippedDefault !== undefined);
    expect(shipped.filter((name) => envVar(name).containers.includes('aws-vpc-cni-init')).toSorted()).toEqual([
      'DISABLE_TCP_EARLY_DEMUX',
      'ENABLE_IPv6',
    ]);
    // Of the 27 entries of aws-node two are filled in from the pod and one is ENABLE_IPv6, which both containers have.
    expect(shipped.filter((name) => envVar(name).containers.includes('aws-node'))).toHaveLength(25);
    expect(envVarNames.filter((name) => envVar(name).fieldRef && envVar(name).status === 'read')).toEqual([
      'MY_NODE_NAME',
      'MY_POD_NAME',
    ]);
  });

  it('knows which containers read what', () => {
    const beyondNode = envVarNames.filter(
      (name) => envVar(name).status === 'read' && envVar(name).containers.join() !== 'aws-node',
    );
    expect(Object.fromEntries(beyondNode.map((name) => [name, envVar(name).containers]))).toEqual({
      ENABLE_IPv6: ['aws-node', 'aws-vpc-cni-init'],
      DISABLE_TCP_EARLY_DEMUX: ['aws-vpc-cni-init'],
      ENABLE_V6_EGRESS: ['aws-node', 'aws-vpc-cni-init'],
      HOST_CNI_BIN_PATH: ['aws-node', 'aws-vpc-cni-init'],
      MY_NODE_NAME: ['aws-node', 'aws-eks-nodeagent'],
    });
  });

  it('has the 40 keys of the EKS add-on, with the kind of their format', () => {
    const listed = envVarNames.filter((name) => envVar(name).addonEnv === 'listed');
    expect(listed).toHaveLength(40);
    const kindOf = (name: string) => envVar(name)?.kind;
    expect(listed.filter((name) => kindOf(name) === 'boolean').toSorted()).toEqual(addonBooleans);
    expect(listed.filter((name) => kindOf(name) === 'integer').toSorted()).toEqual(addonIntegers);
    expect(listed.filter((name) => !['boolean', 'integer'].includes(kindOf(name) ?? '')).toSorted()).toEqual(
      addonStrings.toSorted(),
    );
    expect(envVarNames.filter((name) => envVar(name).addonInit === 'listed')).toEqual([
      'DISABLE_TCP_EARLY_DEMUX',
      'ENABLE_V6_EGRESS',
    ]);
  });

  it('knows what the EKS add-on refuses, and what only newer charts have', () => {
    expect(envVarNames.filter((name) => envVar(name).addonEnv === 'refused').toSorted()).toEqual(
      words(`AWS_VPC_K8S_CNI_CONNMARK CLUSTER_NAME DISABLE_TCP_EARLY_DEMUX ENABLE_IPv4 ENABLE_IPv6 HOST_CNI_BIN_PATH
        HOST_CNI_CONFDIR_PATH HTTP_TIMEOUT MANAGE_UNTAGGED_ENI`),
    );
    expect(envVarNames.filter((name) => envVar(name).addonEnv === 'unverified').toSorted()).toEqual(
      words('ENABLE_IMDS_ONLY_MODE ENABLE_MULTI_NIC ENABLE_NFTABLES'),
    );
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'warm_ip_target', 'WARM_IP_TARGET '])(
    'has no row for %j',
    (name) => {
      expect(envVar(name)).toBeUndefined();
      expect(isEnvVarName(name)).toBe(false);
    },
  );
});

describe('a boolean', () => {
  it.each(['1', 't', 'T', 'TRUE', 'true', 'True'])('is true for %s', (text) => {
    expect(interpret('ENABLE_POD_ENI', text, {})).toEqual({ kind: 'accepted', value: true });
  });

  it.each(['yes', 'no', 'on', 'off', 'enabled', 'tRUE', 'true ', ' true', '2'])(
    'that is %j gives the default, in the log',
    (text) => {
      expect(interpret('ENABLE_PREFIX_DELEGATION', text, {})).toMatchObject({
        kind: 'replaced',
        effective: false,
        exits: false,
        reason: { code: 'notBoolean' },
        log: 'container log',
      });
      expect(interpret('ENABLE_SUBNET_DISCOVERY', text, {})).toMatchObject({
        kind: 'replaced',
        effective: true,
        log: 'ipamd.log',
      });
      expect(interpret('AWS_VPC_CNI_NODE_PORT_SUPPORT', text, {})).toMatchObject({
        kind: 'replaced',
        effective: true,
        log: 'ipamd.log',
      });
    },
  );

  it('that is empty is an error for one parser and nothing at all for the others', () => {
    expect(interpret('ENABLE_POD_ENI', '', {})).toMatchObject({
      effective: false,
      reason: { code: 'empty' },
      log: 'container log',
    });
    expect(interpret('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', '', {})).toMatchObject({
      effective: false,
      reason: { code: 'empty' },
      log: 'none',
    });
    expect(interpret('AWS_VPC_K8S_CNI_EXTERNALSNAT', '', {})).toMatchObject({
      effective: false,
      reason: { code: 'empty' },
      log: 'none',
    });
  });

  it.each([
    ['yes', 'true'],
    ['on', 'true'],
    ['Enabled', 'true'],
    ['tRUE', 'true'],
    ['true ', 'true'],
    ['"true"', 'true'],
    ['ture', 'true'],
    ['no', 'false'],
    ['off', 'false'],
    ['disabled', 'false'],
    ['fasle', 'false'],
    ['2', undefined],
    ['', undefined],
    ['null', undefined],
  ])('written %j was meant as %s', (text, intended) => {
    expect(intention('ENABLE_POD_ENI', text)).toBe(intended);
  });
});

describe('an integer that the program replaces in silence', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['+5', 5],
    ['007', 7],
  ])('is read from %j', (text, value) => {
    expect(interpret('WARM_IP_TARGET', text, {})).toEqual({ kind: 'accepted', value });
  });

  it.each([
    ['1.5', 'notInteger'],
    ['5 ', 'notInteger'],
    [' 5', 'notInteger'],
    ['1e3', 'notInteger'],
    ['0x10', 'notInteger'],
    ['1_000', 'notInteger'],
    ['five', 'notInteger'],
    ['none', 'notInteger'],
    ['-1', 'negative'],
    ['9223372036854775808', 'tooLarge'],
    ['', 'empty'],
  ])('is its default for %j', (text, code) => {
    expect(interpret('WARM_IP_TARGET', text, {})).toMatchObject({
      kind: 'replaced',
      effective: 0,
      exits: false,
      reason: { code },
      log: 'none',
    });
    expect(interpret('WARM_ENI_TARGET', text, {})).toMatchObject({ kind: 'replaced', effective: 1, log: 'none' });
    expect(interpret('MAX_ENI', text, {})).toMatchObject({ kind: 'replaced', effective: undefined, log: 'none' });
  });

  it('has a lower bound of its own where 0 means nothing', () => {
    expect(interpret('MAX_ENI', '0', {})).toMatchObject({
      effective: undefined,
      reason: { code: 'outOfRange', min: 1, max: undefined },
    });
    expect(interpret('HTTP_TIMEOUT', '9', {})).toMatchObject({
      effective: 10,
      reason: { code: 'outOfRange', min: 10 },
      intended: '10',
    });
    expect(interpret('HTTP_TIMEOUT', '10', {})).toEqual({ kind: 'accepted', value: 10 });
  });

  it.each([
    ['5 ', '5'],
    [' 5', '5'],
    ["'5'", '5'],
    ['5.0', '5'],
    ['1_000', '1000'],
    ['0x10', '16'],
    ['-1', undefined],
    ['1.5', undefined],
    ['five', undefined],
    ['none', undefined],
  ])('written %j was meant as %s', (text, intended) => {
    expect(intention('WARM_IP_TARGET', text)).toBe(intended);
  });
});

describe('an integer that stops aws-node', () => {
  it.each([
    ['AWS_VPC_ENI_MTU', '576', false, 576],
    ['AWS_VPC_ENI_MTU', '9001', false, 9001],
    ['POD_MTU', '1280', true, 1280],
    ['POD_MTU', '1279', false, 1279],
    ['IP_COOLDOWN_PERIOD', '0', false, 0],
  ] as const)('takes %s %s (IPv6: %s)', (name, text, ipv6, value) => {
    expect(interpret(name, text, { ipv6 })).toEqual({ kind: 'accepted', value });
  });

  it.each([
    ['AWS_VPC_ENI_MTU', '575', {}, { code: 'outOfRange', min: 576, max: 9001 }, '576'],
    ['AWS_VPC_ENI_MTU', '9002', {}, { code: 'outOfRange', min: 576, max: 9001 }, '9001'],
    ['AWS_VPC_ENI_MTU', '1279', { ipv6: true }, { code: 'outOfRange', min: 1280, max: 9001 }, '1280'],
    ['POD_MTU', '-1', {}, { code: 'outOfRange', min: 576, max: 9001 }, '576'],
    ['POD_MTU', '1500 ', {}, { code: 'notInteger' }, '1500'],
    ['POD_MTU', '', {}, { code: 'empty' }, undefined],
    ['IP_COOLDOWN_PERIOD', '', {}, { code: 'empty' }, undefined],
    ['IP_COOLDOWN_PERIOD', '-1', {}, { code: 'negative' }, '30'],
    ['IP_COOLDOWN_PERIOD', '30s', {}, { code: 'notInteger' }, '30'],
    ['IP_COOLDOWN_PERIOD', '1m', {}, { code: 'notInteger' }, undefined],
  ] as const)('refuses %s %j', (name, text, context, reason, intended) => {
    const expected = { kind: 'refused', exits: true, reason, log: 'container log' };
    expect(interpret(name, text, context)).toEqual(intended === undefined ? expected : { ...expected, intended });
  });
});

describe('a choice', () => {
  it.each(['strict', 'standard', 'none', 'Strict', 'STANDARD'])(
    'of network policy mode takes %s in any case',
    (text) => {
      expect(interpret('NETWORK_POLICY_ENFORCING_MODE', text, {})).toEqual({
        kind: 'accepted',
        value: text.toLowerCase(),
      });
    },
  );

  it.each([
    ['', 'empty', undefined],
    ['permissive', 'notOneOf', undefined],
    ['standart', 'notOneOf', 'standard'],
    ['strict ', 'notOneOf', 'strict'],
  ])('of network policy mode stops aws-node for %j', (text, code, intended) => {
    expect(interpret('NETWORK_POLICY_ENFORCING_MODE', text, {})).toMatchObject({
      kind: 'refused',
      exits: true,
      reason: { code },
    });
    expect(intention('NETWORK_POLICY_ENFORCING_MODE', text)).toBe(intended);
  });

  it.each(['Strict', '', 'standard '])(
    'of pod security group mode %j stops aws-node only with security groups for pods',
    (text) => {
      expect(interpret('POD_SECURITY_GROUP_ENFORCING_MODE', text, { podEni: true })).toMatchObject({
        kind: 'refused',
        exits: true,
      });
      for (const context of [{}, { podEni: false }]) {
        expect(interpret('POD_SECURITY_GROUP_ENFORCING_MODE', text, context)).toMatchObject({
          kind: 'replaced',
          effective: 'strict',
          log: 'none',
        });
      }
    },
  );

  it('of pod security group mode is exact', () => {
    expect(interpret('POD_SECURITY_GROUP_ENFORCING_MODE', 'standard', { podEni: true })).toEqual({
      kind: 'accepted',
      value: 'standard',
    });
    expect(intention('POD_SECURITY_GROUP_ENFORCING_MODE', 'Strict', { podEni: true })).toBe('strict');
  });

  it.each([
    ['hashrandom', 'accepted', undefined],
    ['prng', 'accepted', undefined],
    ['none', 'accepted', undefined],
    ['PRNG', 'replaced', 'prng'],
    ['hash-random', 'replaced', 'hashrandom'],
    ['sequential', 'replaced', undefined],
  ])('of SNAT randomness: %s is %s', (text, kind, intended) => {
    const read = interpret('AWS_VPC_K8S_CNI_RANDOMIZESNAT', text, {});
    expect(read.kind).toBe(kind);
    if (read.kind === 'replaced')
      expect(read).toMatchObject({ effective: 'prng', log: 'ipamd.log', reason: { anyCase: false } });
    expect(intention('AWS_VPC_K8S_CNI_RANDOMIZESNAT', text)).toBe(intended);
  });

  it.each([
    ['DEBUG', 'accepted', undefined],
    ['Warn', 'accepted', undefined],
    ['warning', 'replaced', 'warn'],
    ['verbose', 'replaced', undefined],
    ['trace', 'replaced', 'debug'],
  ])('of log level: %s is %s', (text, kind, intended) => {
    const read = interpret('AWS_VPC_K8S_PLUGIN_LOG_LEVEL', text, {});
    expect(read.kind).toBe(kind);
    if (read.kind === 'replaced') expect(read).toMatchObject({ effective: 'debug', log: 'none' });
    expect(intention('AWS_VPC_K8S_PLUGIN_LOG_LEVEL', text)).toBe(intended);
  });
});

describe('the connection mark', () => {
  it.each([
    ['128', 128],
    ['0x80', 128],
    ['0b10000000', 128],
    ['1_000', 1000],
    ['4294967295', 4294967295],
  ])('is read from %s', (text, value) => {
    expect(interpret('AWS_VPC_K8S_CNI_CONNMARK', text, {})).toEqual({ kind: 'accepted', value });
  });

  it('is octal with a leading zero', () => {
    expect(interpret('AWS_VPC_K8S_CNI_CONNMARK', '0200', {})).toEqual({
      kind: 'accepted',
      value: 128,
      caution: 'octal',
    });
  });

  it.each([
    ['0', { code: 'outOfRange', min: 1, max: 4294967295 }],
    ['-1', { code: 'outOfRange', min: 1, max: 4294967295 }],
    ['4294967296', { code: 'outOfRange', min: 1, max: 4294967295 }],
    ['80h', { code: 'notInteger' }],
  ])('falls back to 0x80 for %s', (text, reason) => {
    expect(interpret('AWS_VPC_K8S_CNI_CONNMARK', text, {})).toMatchObject({
      kind: 'replaced',
      effective: 0x80,
      reason,
      log: 'ipamd.log',
    });
  });
});

describe('a list of networks', () => {
  const read = (text: string) => interpret('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', text, {});

  it('is taken with blanks around its items', () => {
    expect(read('10.0.0.0/8, 192.168.0.0/16')).toEqual({ kind: 'accepted', value: '10.0.0.0/8,192.168.0.0/16' });
  });

  it('loses its bad items and keeps the others', () => {
    expect(read('10.0.0.0/8, banana,fd00::/8,,10.0.0.300/8')).toEqual({
      kind: 'replaced',
      effective: '10.0.0.0/8',
      exits: false,
      log: 'ipamd.log',
      reason: {
        code: 'badItems',
        items: [
          { text: 'banana', offset: 12, fault: 'notCidr', canonical: undefined },
          { text: 'fd00::/8', offset: 19, fault: 'ipv6', canonical: undefined },
          { text: '', offset: 28, fault: 'empty', canonical: undefined },
          { text: '10.0.0.300/8', offset: 29, fault: 'notCidr', canonical: undefined },
        ],
      },
    });
  });

  it('has its host bits cleared in silence', () => {
    expect(read('10.1.2.3/16')).toEqual({
      kind: 'replaced',
      effective: '10.1.0.0/16',
      exits: false,
      log: 'none',
      reason: {
        code: 'badItems',
        items: [{ text: '10.1.2.3/16', offset: 0, fault: 'hostBits', canonical: '10.1.0.0/16' }],
      },
      intended: '10.1.0.0/16',
    });
  });

  it('is nothing when all its items are bad', () => {
    expect(read('fd00::/8')).toMatchObject({ kind: 'replaced', effective: undefined });
  });

  it.each([
    ['10.1.2.3', '10.1.2.3/32'],
    ['10.0.0.0/8,', '10.0.0.0/8'],
    ['10.0.0.0/8 192.168.0.0/16', '10.0.0.0/8,192.168.0.0/16'],
    ['10.0.0.0/8,fd00::/8', '10.0.0.0/8'],
    ['10.0.0.0/8,banana', undefined],
    ['fd00::/8', undefined],
  ])('written %j was meant as %s', (text, intended) => {
    expect(intention('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', text)).toBe(intended);
  });
});

describe('tags for interfaces', () => {
  const read = (text: string) => interpret('ADDITIONAL_ENI_TAGS', text, {});

  it.each([
    ['{}', '{}'],
    [' {"a": "b", "c":"d\\u00e9" } ', '{"a":"b","c":"dé"}'],
    ['{"a":"1","a":"2"}', '{"a":"2"}'],
    // Go leaves a string as it is, so empty, for null, and takes null alone for no map.
    ['{"a":null}', '{"a":""}'],
    ['null', '{}'],
    ['{"__proto__":"x"}', '{"__proto__":"x"}'],
  ])('are read from %s', (text, value) => {
    expect(read(text)).toEqual({ kind: 'accepted', value });
  });

  it.each([
    'a=b',
    '[]',
    '{"a":1}',
    '{"a":true}',
    "{'a':'b'}",
    '{"a":"b",}',
    '{"a" "b"}',
    '{"a":"b" "c":"d"}',
    '"a"',
    '{',
    ' ',
    '{"a":{}}',
    '{"a":"\n"}',
  ])('are all dropped for %j', (text) => {
    expect(read(text)).toMatchObject({
      kind: 'replaced',
      effective: undefined,
      reason: { code: 'notStringMap' },
      log: 'ipamd.log',
    });
  });

  it('lose the reserved keys one by one', () => {
    expect(read('{"team":"a","node.k8s.amazonaws.com/x":"1"}')).toEqual({
      kind: 'replaced',
      effective: '{"team":"a"}',
      exits: false,
      reason: { code: 'reservedKeys', keys: ['node.k8s.amazonaws.com/x'] },
      log: 'ipamd.log',
    });
  });

  it.each([
    ['team=a', '{"team":"a"}'],
    ['team=a, env = prod', '{"team":"a","env":"prod"}'],
    ['team', undefined],
    ['{"a":1}', '{"a":"1"}'],
    // A shell took the quotes.
    ['{AppId:A99999}', '{"AppId":"A99999"}'],
    ['{AppId: A99999, team: shop}', '{"AppId":"A99999","team":"shop"}'],
    ["{'team':'shop'}", '{"team":"shop"}'],
    ['{\\"team\\":\\"shop\\"}', '{"team":"shop"}'],
    ['{"a":{"b":"c"}}', undefined],
    ['a:b:c', undefined],
  ])('written %s were meant as %s', (text, intended) => {
    expect(intention('ADDITIONAL_ENI_TAGS', text)).toBe(intended);
  });
});

describe('a text with rules of its own', () => {
  it.each([
    ['veth-', { code: 'tooLong', maxBytes: 4, bytes: 5 }, 'veth'],
    ['ééé', { code: 'tooLong', maxBytes: 4, bytes: 6 }, 'éé'],
    ['eth', { code: 'reserved', values: ['eth', 'lo', 'vlan'] }, 'eni'],
    ['lo', { code: 'reserved', values: ['eth', 'lo', 'vlan'] }, 'eni'],
    ['vlan0', { code: 'tooLong', maxBytes: 4, bytes: 5 }, 'eni'],
  ])('refuses %s as the prefix of interfaces', (text, reason, intended) => {
    expect(interpret('AWS_VPC_K8S_CNI_VETHPREFIX', text, {})).toEqual({
      kind: 'refused',
      exits: true,
      reason,
      log: 'container log',
      intended,
    });
  });

  it.each(['eni', 'ETH', 'veth', 'e'])('takes %s as the prefix of interfaces', (text) => {
    expect(interpret('AWS_VPC_K8S_CNI_VETHPREFIX', text, {})).toEqual({ kind: 'accepted', value: text });
  });

  it('refuses stdout for the plugin, and no pod starts with another case of it', () => {
    expect(interpret('AWS_VPC_K8S_PLUGIN_LOG_FILE', 'stdout', {})).toMatchObject({
      kind: 'refused',
      exits: true,
      intended: 'stderr',
    });
    expect(interpret('AWS_VPC_K8S_PLUGIN_LOG_FILE', 'STDOUT', {})).toMatchObject({
      kind: 'refused',
      exits: false,
      log: 'none',
    });
    expect(interpret('AWS_VPC_K8S_PLUGIN_LOG_FILE', 'stderr', {})).toEqual({ kind: 'accepted', value: 'stderr' });
    expect(interpret('AWS_VPC_K8S_CNI_LOG_FILE', 'stdout', {})).toEqual({ kind: 'accepted', value: 'stdout' });
  });

  it.each([
    ['AWS_VPC_K8S_CNI_VETHPREFIX', true],
    ['AWS_VPC_K8S_PLUGIN_LOG_FILE', true],
    ['CLUSTER_ENDPOINT', true],
    ['INTROSPECTION_BIND_ADDRESS', true],
    ['MY_NODE_NAME', true],
    ['ENI_CONFIG_LABEL_DEF', false],
    ['AWS_VPC_K8S_CNI_LOG_FILE', false],
    ['AWS_VPC_K8S_CNI_BACKING_STORE', false],
    ['CLUSTER_NAME', false],
  ] as const)('%s uses an empty text: %s', (name, used) => {
    const { codeDefault, emptyNote } = envVar(name);
    expect(interpret(name, '', {})).toEqual(
      used
        ? { kind: 'accepted', value: '', caution: 'emptyIsUsed' }
        : { kind: 'replaced', effective: codeDefault, exits: false, reason: { code: 'empty' }, log: 'none' },
    );
    expect(emptyNote !== undefined).toBe(used);
  });
});

describe('a variable that nothing reads', () => {
  const at = (version: string): InterpretContext => {
    const parsed = parseVersion(version);
    return parsed ? { version: parsed } : {};
  };

  it.each([
    ['NETWORK_POLICY_ENFORCING_MODE', 'nonsense', '1.17.0', { code: 'tooNew', since: '1.17.1' }],
    ['ENABLE_PREFIX_DELEGATION', 'true', 'v1.8.0', { code: 'tooNew', since: '1.9.0' }],
    ['AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'false', 'latest', { code: 'removed', removed: '1.12.1' }],
    ['AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'false', 'v1.12.1-eksbuild.2', { code: 'removed', removed: '1.12.1' }],
    ['AWS_EC2_ENDPOINT', 'https://ec2', '1.19.4', { code: 'removed', removed: '1.19.4' }],
    ['USE_CLOUDWATCH', 'yes', '1.20.0', { code: 'elsewhere' }],
  ] as const)('%s=%s in %s has no effect', (name, text, version, reason) => {
    expect(interpret(name, text, at(version))).toEqual({
      kind: 'replaced',
      effective: undefined,
      exits: false,
      reason,
      log: 'none',
    });
  });

  it.each([
    ['NETWORK_POLICY_ENFORCING_MODE', 'strict', '1.17', 'strict'],
    ['AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'false', '1.12.0', false],
    ['AWS_EC2_ENDPOINT', 'https://ec2', '1.19.3', 'https://ec2'],
    ['AWS_REGION', 'us-west-2', '1.0.0', 'us-west-2'],
  ] as const)('unlike %s=%s in %s', (name, text, version, value) => {
    expect(interpret(name, text, at(version))).toEqual({ kind: 'accepted', value });
  });
});

describe('every variable', () => {
  const names = fc.constantFrom(...envVarNames);
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom('', 'true', 'yes', '5 ', '-1', 'STDOUT', 'a=b', '10.0.0.1', '{"a":1}', '0x', '${X}', '\u0000'),
  );
  const contexts = fc.record({ ipv6: fc.boolean(), podEni: fc.boolean() });

  it('takes the text it suggests, and never the one it replaces', () => {
    fc.assert(
      fc.property(names, texts, contexts, (name, text, context) => {
        const read = interpret(name, text, context);
        if (read.kind === 'accepted' || read.intended === undefined) return;
        expect(read.intended).not.toBe(text);
        expect(interpret(name, read.intended, context).kind).toBe('accepted');
      }),
      { numRuns: 500 },
    );
  });

  it.each(envVarNames.filter((name) => envVar(name).status === 'read'))(
    'does with an empty %s what its parser says',
    (name) => {
      const { parser, codeDefault } = envVar(name);
      const facts = parserFacts(parser);
      const read = interpret(name, '', { podEni: true });
      if (facts.empty === 'used') expect(read).toMatchObject({ kind: 'accepted', value: '' });
      else if (facts.empty === 'unset')
        expect(read).toMatchObject({ kind: 'replaced', effective: codeDefault, log: 'none' });
      else expect(read).toMatchObject({ exits: facts.bad === 'exit', reason: { code: 'empty' }, log: facts.log });
    },
  );

  it('reads texts of a megabyte at once', () => {
    const long = [
      '1 '.repeat(5e5),
      ' '.repeat(1e6),
      `{"a":"${'x'.repeat(1e6)}`,
      `a${' '.repeat(1e6)}b`,
      '1:'.repeat(5e5),
      '9'.repeat(1e6),
    ];
    for (const name of [
      'ADDITIONAL_ENI_TAGS',
      'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS',
      'AWS_VPC_K8S_CNI_CONNMARK',
      'MAX_ENI',
      'ENABLE_IPv4',
    ] as const) {
      for (const text of long) expect(interpret(name, text, {}).kind).toBe('replaced');
    }
  });
});

describe('an unknown name', () => {
  it.each([
    ['AWS_VPC_K8S_CNI_EXTERNAL_SNAT', 'AWS_VPC_K8S_CNI_EXTERNALSNAT'],
    ['AWS_VPC_K8S_CNI_CUSTOM_NETWORKING', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'],
    ['AWS_VPC_K8S_CNI_CUSTOM_NETWORKING_ENABLED', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'],
    ['AWS_VPC_K8S_CNI_NETWORKING_ENABLED', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'],
    ['AWS_VPC_K8S_CNI_RANDOMIZED_SNAT', 'AWS_VPC_K8S_CNI_RANDOMIZESNAT'],
    ['AWS_VPC_K8S_CNI_LOG_LEVEL', 'AWS_VPC_K8S_CNI_LOGLEVEL'],
    ['AWS_VPC_K8S_PLUGIN_LOGLEVEL', 'AWS_VPC_K8S_PLUGIN_LOG_LEVEL'],
    ['ENABLE_IPV4', 'ENABLE_IPv4'],
    ['ENABLE_IPV6', 'ENABLE_IPv6'],
    ['WARM_IPS_TARGET', 'WARM_IP_TARGET'],
    ['WARM_IP_TARGETS', 'WARM_IP_TARGET'],
    ['ENABLE_WARM_IP_TARGET', 'WARM_IP_TARGET'],
    ['MIN_IP_TARGET', 'MINIMUM_IP_TARGET'],
    ['MAX_ENIS', 'MAX_ENI'],
    ['ENABLE_PREFIX_ASSIGNMENT', 'ENABLE_PREFIX_DELEGATION'],
    ['DISABLE_CONTAINER_V6', 'DISABLE_POD_V6'],
    ['AWS_EXTERNAL_SERVICE_CIDR', 'AWS_EXTERNAL_SERVICE_CIDRS'],
    ['ENABLE_NETWORK_POLICY', 'NETWORK_POLICY_ENFORCING_MODE'],
    ['enable_prefix_delegation', 'ENABLE_PREFIX_DELEGATION'],
    ['enable-pod-eni', 'ENABLE_POD_ENI'],
    ['eni-config-label-def', 'ENI_CONFIG_LABEL_DEF'],
    ['ENABLE_PREFIX_DELGATION', 'ENABLE_PREFIX_DELEGATION'],
    ['WARM_PERFIX_TARGET', 'WARM_PREFIX_TARGET'],
    ['CNI_MINIMUM_IP_TARGET', 'MINIMUM_IP_TARGET'],
  ])('%s may stand for %s', (name, meant) => {
    expect(closestEnvVars(name)[0]).toBe(meant);
  });

  it.each(['MAX_IP_PER_ENI', 'MAX_PODS', 'SUBNET_DISCOVERY_TAG_KEY'])(
    '%s stands for none, and there is a reason',
    (name) => {
      expect(closestEnvVars(name)).toEqual([]);
      expect(misspellingNote(name)).toMatch(/\.$/);
    },
  );

  it.each(['DATABASE_URL', 'PATH', '', '__proto__', 'constructor', 'x'.repeat(100_000)])(
    '%.20s stands for none',
    (name) => {
      expect(closestEnvVars(name)).toEqual([]);
      expect(misspellingNote(name)).toBeUndefined();
    },
  );

  it('in the table of mistakes is not itself a variable, and its right names are', () => {
    for (const [wrong, { use }] of Object.entries(schema['x-misspelling-of'])) {
      expect(isEnvVarName(wrong)).toBe(false);
      expect(use.every(isEnvVarName)).toBe(true);
    }
  });
});

function intention(name: EnvVarName, text: string, context: InterpretContext = {}): string | undefined {
  const read = interpret(name, text, context);
  return read.kind === 'accepted' ? undefined : read.intended;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
