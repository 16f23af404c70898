import { describe, expect, it } from 'vitest';
import { addon, workers } from '../harness/carriers.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

/** An eksctl file whose add-on has these configuration values. */
function file(values: string): string {
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: ${values}
`;
}

describe('settings-not-under-env', () => {
  const rule = 'settings-not-under-env';

  it('names all variables that belong under env', () => {
    check(
      file(`'{"MAX_ENI": "3", "env": {}, "DISABLE_METRICS": "true"}'
# 27..36 error ${rule}: MAX_ENI and DISABLE_METRICS belong under env: where they stand the add-on refuses them`),
      { only: rule },
    );
  });

  it('judges no variable that stands there', () => {
    check(
      file(
        `"{\\"MAX_ENI\\": 3}"\n# 27..38 error ${rule}: MAX_ENI belongs under env: where it stands the add-on refuses it`,
      ),
    );
  });

  it('knows the variables of the init container', () => {
    const text = (init: string) => file(`|-\n      init:\n${init}`);
    check(
      text(
        `        DISABLE_TCP_EARLY_DEMUX: "true"\n#       ^^^^^^^^^^^^^^^^^^^^^^^ error ${rule}: DISABLE_TCP_EARLY_DEMUX belongs under init.env`,
      ),
    );
    checkFix(text('        DISABLE_TCP_EARLY_DEMUX: "true"\n'), {
      rule,
      title: 'Move DISABLE_TCP_EARLY_DEMUX under init.env',
      expected: text('        env:\n          DISABLE_TCP_EARLY_DEMUX: "true"\n'),
    });
  });

  it('knows the other keys of the add-on', () => {
    checkClean(
      file('|-\n      init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } }\n      resources: {}\n      env: {}'),
    );
  });

  it('moves them under env, which it writes where there is none', () => {
    checkFix(file(`'{"MAX_ENI": "3", "DISABLE_METRICS": "true"}'`), {
      rule,
      title: 'Move MAX_ENI and DISABLE_METRICS under env',
      expected: file(`'{"env": {"MAX_ENI": "3", "DISABLE_METRICS": "true"}}'`),
    });
    checkFix(file('|-\n      MAX_ENI: "3"\n      env:\n        DISABLE_METRICS: "true"'), {
      rule,
      expected: file('|-\n      env:\n        DISABLE_METRICS: "true"\n        MAX_ENI: "3"'),
    });
  });
});

describe('invalid-embedded-document', () => {
  const rule = 'invalid-embedded-document';

  it('points at the place inside the string', () => {
    check(
      file(`'{"env": {"MAX_ENI": "3"}'\n# 26..27 error ${rule}: configurationValues holds neither JSON nor YAML: `),
    );
  });

  it('reports a map in place of a string', () => {
    check(
      file(`{ env: { MAX_ENI: "3" } }\n# 25..50 error ${rule}: configurationValues is a map, but must be a string`),
    );
  });

  it('writes a map as the string it must be, with texts for variables', () => {
    checkFix(file('{ env: { MAX_ENI: 3 } }'), { rule, expected: file(`'{"env":{"MAX_ENI":"3"}}'`) });
    checkFix(file('\n      env:\n        ENABLE_PREFIX_DELEGATION: "true"'), {
      rule,
      expected: file(`'{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}'`),
    });
  });

  it('reports a string that holds no map', () => {
    check(file(`MAX_ENI=3\n# 25..34 error ${rule}: configurationValues holds no map, so the add-on refuses it`));
    check(file(`'["MAX_ENI"]'\n# 25..38 error ${rule}: configurationValues holds no map`));
  });

  it('is silent about templates, nothing and empty strings', () => {
    checkClean(file('${VALUES}'));
    checkClean(file('"{{ .Values.cni }}"'));
    checkClean(file(''));
    checkClean(file('""'));
  });

  it('is silent about other add-ons', () => {
    checkClean(file("'{}'").replace('vpc-cni', 'coredns').replace("'{}'", 'replicaCount=2'));
  });
});

describe('invalid-structure', () => {
  const rule = 'invalid-structure';

  it.each([
    ['resources: { requests: { cpu: 0.1, memory: 100 } }', ['unquoted-value', 'unquoted-value']],
    ['livenessProbeTimeoutSeconds: "30"', [rule]],
    ['branchENICooldown: sixty', [rule]],
    ['tolerations: { operator: Exists }', [rule]],
    ['tolerations: Exists', [rule]],
    ['init: [x]', [rule]],
    ['nodeAgent: { enableCloudWatchLogs: true }', ['unquoted-value']],
    ['enableNetworkPolicy: { enabled: "true" }', [rule]],
    ['livenessProbeTimeoutSeconds: 30', []],
    ['tolerations: [{ operator: Exists }]', []],
    ['resources: { requests: { cpu: 100m } }', []],
    ['livenessProbeTimeoutSeconds: ${SECONDS}', []],
  ])('judges types by the schema of the add-on: %s', (values, expected) => {
    const text = file(`|-\n      ${values}`);
    expect(findings([{ path: 'a.yaml', text }]).map((each) => each.rule)).toEqual(expected);
    checkAllFixes(text);
  });
  const cluster = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n';

  it('reports a value of the wrong type', () => {
    check(
      `${cluster}${workers('m5.large', `minSize: two\n#            ^^^ error ${rule}: eksctl refuses minSize two: it must be an integer`)}`,
    );
  });

  it('reports a map for a variable, and the one boolean as a string', () => {
    check(
      `${addon(`ADDITIONAL_ENI_TAGS: { team: web }
#                    ^^^^^^^^^^^^^ error invalid-structure: ADDITIONAL_ENI_TAGS must be a string`)}      eniConfig:
        create: "true"
#               ^^^^^^ error invalid-structure: eniConfig.create must be a boolean
        region: eu-west-1
        subnets: { eu-west-1a: { id: subnet-0123456789abcdef0 } }
`,
      { only: 'invalid-structure' },
    );
  });

  it('is silent about values of templates', () => {
    checkClean(`${cluster}${workers('m5.large', 'minSize: ${SIZE}')}`);
  });
});
