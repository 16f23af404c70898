import { describe, expect, it } from 'vitest';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

/** An add-on with a version; `env` as in `addon`. */
function versioned(version: string, env: string): string {
  return addon(env).replace('  - name: vpc-cni\n', `  - name: vpc-cni\n    version: ${version}\n`);
}

describe('removed-variable', () => {
  const rule = 'removed-variable';
  const gone = 'ENABLE_NFTABLES has no effect since version 1.13.1 of the CNI';

  it('is a warning past the removal, an info where the version is not seen, and silent before', () => {
    check(versioned('v1.13.1-eksbuild.1', `ENABLE_NFTABLES: "true"\n# 8..23 warning ${rule}: ${gone}`));
    check(addon(`ENABLE_NFTABLES: "true"\n# 8..23 info ${rule}: ${gone}`));
    check(patch(`- { name: ENABLE_NFTABLES, value: "true" }\n# 22..37 info ${rule}: ${gone}`));
    checkClean(versioned('v1.13.0-eksbuild.1', 'ENABLE_NFTABLES: "true"'));
  });

  it('is silent in a whole manifest whose version is not seen', () => {
    const families = `${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_NFTABLES', 'true')}`;
    checkClean(manifest(families, { image: 'my-cni:custom' }));
    check(manifest(`${families}\n# 22..37 warning ${rule}: ${gone}`));
  });

  it('leaves what manifests once shipped alone in a manifest', () => {
    checkClean(manifest(`${item('ENABLE_IPv4', 'true')}\n${item('AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'false')}`));
    check(
      manifest(`${item('ENABLE_IPv4', 'true')}
- { name: AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER, value: "true" }
# 22..56 warning ${rule}: AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER has no effect since version 1.12.1`),
    );
  });

  it('does not take names that others use for the CNI’s, nor what an add-on refuses', () => {
    checkClean(patch(`${item('NODE_IP', '10.0.0.1')}\n${item('WATCH_NAMESPACE', 'kube-system')}`));
    check(addon('AGENT_LOG_PATH: /host/var/log/ipamd.log'), { only: rule });
  });
});

describe('variable-too-new', () => {
  const rule = 'variable-too-new';

  it('compares the version of the add-on, the image or the config file with the first release that reads it', () => {
    check(
      versioned(
        'v1.16.3-eksbuild.2',
        `POD_MTU: "1400"\n# 8..15 warning ${rule}: POD_MTU is read since version 1.16.4 of the CNI; version 1.16.3 here ignores it, or EKS refuses it where the schema of the add-on lacks it`,
      ),
    );
    checkClean(versioned('v1.16.4-eksbuild.2', 'POD_MTU: "1400"'));
    check(`# file: a.yaml
${patch(`- { name: POD_MTU, value: "1400" }\n# 22..29 warning ${rule}: POD_MTU is read since`)}${item('ENABLE_IPv4', 'true').replace(/^/, '            ')}
# file: eni-lens.yaml
cniVersion: 1.16.3
`);
  });

  it('is silent where the version is not certainly older', () => {
    checkClean(versioned('v1.16', 'POD_MTU: "1400"'));
    checkClean(addon('POD_MTU: "1400"'));
    checkClean(versioned('"${CNI}"', 'POD_MTU: "1400"'));
  });

  it('is silent about values that mean what the old version does', () => {
    checkClean(versioned('v1.8.0', 'ENABLE_PREFIX_DELEGATION: "false"'));
    checkClean(versioned('v1.14.0', 'IP_COOLDOWN_PERIOD: "30"'));
    check(
      versioned(
        'v1.14.0',
        `IP_COOLDOWN_PERIOD: "60"\n# 8..26 warning ${rule}: IP_COOLDOWN_PERIOD is read since version 1.15.0`,
      ),
    );
  });

  it('knows features that came after their variable', () => {
    check(
      versioned(
        'v1.7.5',
        `ENABLE_POD_ENI: "true"
#               ^^^^^^ warning ${rule}: ENABLE_POD_ENI is true, but the CNI has security groups for pods since version 1.7.7`,
      ),
      { only: rule },
    );
    check(versioned('v1.7.7', 'ENABLE_POD_ENI: "true"'), { only: rule });
  });
});

describe('invalid-choice', () => {
  const rule = 'invalid-choice';

  it('says what is used instead and writes what is meant', () => {
    check(
      addon(`AWS_VPC_K8S_CNI_LOGLEVEL: WARNING
#                         ^^^^^^^ warning ${rule}: AWS_VPC_K8S_CNI_LOGLEVEL is "WARNING", not one of debug, info, warn, error and fatal: debug is used instead, and no log says so
AWS_VPC_K8S_CNI_RANDOMIZESNAT: random
#                              ^^^^^^ warning ${rule}: AWS_VPC_K8S_CNI_RANDOMIZESNAT is "random", not one of hashrandom, prng and none: prng is used instead`),
    );
    checkFix(addon('AWS_VPC_K8S_CNI_LOGLEVEL: "WARNING"'), {
      rule,
      expected: addon('AWS_VPC_K8S_CNI_LOGLEVEL: "warn"'),
    });
  });

  it('takes log levels in any case, empty texts and templates', () => {
    checkClean(addon('AWS_VPC_K8S_CNI_LOGLEVEL: Info\nAWS_VPC_K8S_PLUGIN_LOG_LEVEL: ""'));
    checkClean(addon('AWS_VPC_K8S_CNI_LOGLEVEL: ${LEVEL}\nAWS_VPC_K8S_CNI_RANDOMIZESNAT: none'));
  });
});

describe('invalid-cidr-list', () => {
  const rule = 'invalid-cidr-list';
  const name = 'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS';

  it('says of every item what becomes of it', () => {
    check(
      addon(`${name}: "10.1.2.3/16,fd00::/8,10.2.0.0"
#                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning ${rule}: ${name} is not taken as written: 10.1.2.3/16 has host bits and becomes 10.1.0.0/16, fd00::/8 is IPv6 and is skipped and 10.2.0.0 is no IPv4 network such as 10.0.0.0/16 and is skipped; 10.1.0.0/16 is used`),
    );
  });

  it('is an info where only an empty item is skipped', () => {
    check(
      addon(`${name}: "10.0.0.0/8,"
#                                   ^^^^^^^^^^^^^ info ${rule}: ${name} is not taken as written: an empty item is skipped; 10.0.0.0/8 is used`),
    );
  });

  it('writes the list as it is used, or with single addresses as networks', () => {
    checkFix(addon(`${name}: "10.1.2.3/16, fd00::/8"`), { rule, expected: addon(`${name}: "10.1.0.0/16"`) });
    checkFix(addon(`${name}: "192.0.2.10"`), { rule, expected: addon(`${name}: "192.0.2.10/32"`) });
  });

  it('does not guess the size of a network', () => {
    const text = addon('AWS_EXTERNAL_SERVICE_CIDRS: "10.0.0.0"');
    expect(findings([{ path: 'a.yaml', text }]).flatMap(({ fixes }) => fixes)).toEqual([]);
  });

  it('takes blanks around items and templates', () => {
    checkClean(addon(`${name}: "10.0.0.0/8 , 172.16.0.0/12"\nAWS_EXTERNAL_SERVICE_CIDRS: "\${CIDRS}"`));
  });
});

describe('invalid-eni-tags', () => {
  const rule = 'invalid-eni-tags';

  it('writes pairs as the JSON they stand for, within JSON too', () => {
    checkFix(addon('ADDITIONAL_ENI_TAGS: team=shop'), {
      rule,
      expected: addon('ADDITIONAL_ENI_TAGS: "{\\"team\\":\\"shop\\"}"'),
    });
  });

  it('takes reserved keys out and leaves the others', () => {
    const tags = (text: string) => addon(`ADDITIONAL_ENI_TAGS: '${text}'`);
    checkFix(tags('{"team":"shop","k8s.amazonaws.com/x":"y"}'), { rule, expected: tags('{"team":"shop"}') });
    checkFix(addon(`MAX_ENI: "3"\nADDITIONAL_ENI_TAGS: '{"k8s.amazonaws.com/x":"y"}'`), {
      rule,
      expected: addon('MAX_ENI: "3"'),
    });
  });

  it('is silent about the empty object, the empty text and templates', () => {
    checkClean(addon("ADDITIONAL_ENI_TAGS: '{}'"));
    const tags = (entries: Readonly<Record<string, string>>) =>
      addon(`ADDITIONAL_ENI_TAGS: '${JSON.stringify(entries)}'`);
    const numbered = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, '']));
    const refused: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ 'AWS:team': 'a' }, 'begins with aws:'],
      [{ '': 'a' }, 'a key is empty'],
      [{ ['k'.repeat(129)]: 'a' }, 'has more than 128 characters'],
      [{ team: 'ü'.repeat(257) }, 'the value of team has more than 256 characters'],
      [numbered(50), 'these are 51 tags, and an ENI can have 50'],
    ];
    for (const [entries, said] of refused) {
      const [only, ...others] = findings([{ path: 'file.yaml', text: tags(entries) }]);
      expect(others).toEqual([]);
      expect(`${only?.severity} ${only?.rule}: ${only?.message}`).toMatch(
        new RegExp(`^error invalid-eni-tags: .*${said}`),
      );
    }
    for (const right of [{ 'my-aws:team': 'a' }, { ['k'.repeat(128)]: 'ü'.repeat(256) }, numbered(49)])
      checkClean(tags(right));
    checkClean(addon('ADDITIONAL_ENI_TAGS: ""'));
    checkClean(addon('ADDITIONAL_ENI_TAGS: \'{"team": "${TEAM}"}\''));
  });
});

describe('variable-without-value', () => {
  const rule = 'variable-without-value';
  const families = item('ENABLE_IPv4', 'true');

  it('is an error where aws-node exits with the empty text, and only there', () => {
    for (const name of ['AWS_VPC_ENI_MTU', 'POD_MTU', 'IP_COOLDOWN_PERIOD', 'NETWORK_POLICY_ENFORCING_MODE']) {
      check(
        manifest(
          `${families}\n- { name: ${name} }\n# 22..${22 + name.length} error ${rule}: ${name} has neither value nor valueFrom`,
          { image: 'amazon-k8s-cni:v1.19.4' },
        ),
        { only: rule },
      );
    }
    check(
      manifest(`${families}
- { name: AWS_VPC_K8S_CNI_LOGLEVEL }
# 22..46 warning ${rule}: AWS_VPC_K8S_CNI_LOGLEVEL has neither value nor valueFrom: it is the empty text, and the CNI uses debug`),
    );
  });

  it('is silent in patches, about valueFrom and about names of others', () => {
    checkClean(patch(`- { name: AWS_VPC_ENI_MTU }\n${item('MAX_ENI', '3')}`));
    checkClean(
      manifest(`${families}\n- { name: AWS_VPC_ENI_MTU, valueFrom: { configMapKeyRef: { name: a, key: b } } }`),
    );
    checkClean(manifest(`${families}\n- { name: DD_AGENT_HOST }`));
  });

  it('is silent in a document that is half-typed', () => {
    const embedded = addon('').replace(/\|-[\s\S]*/, `'{"env": {"WARM_IP_TARGET": '\n`);
    check(embedded, { only: rule });
    check(`${manifest(`${families}\n- { name: AWS_VPC_ENI_MTU }`)}  bad: [\n`, { only: rule });
  });
});

describe('duplicate-variable', () => {
  const rule = 'duplicate-variable';

  it('says which value counts and removes the other one', () => {
    const twice = (first: string) => patch(`${first}${item('MAX_ENI', '3')}\n${item('ENABLE_POD_ENI', 'false')}`);
    check(
      patch(`- { name: MAX_ENI, value: "2" }
# 22..29 warning ${rule}: MAX_ENI stands twice in aws-node: the last one counts, so it is "3", not "2"
${item('MAX_ENI', '3')}`),
    );
    checkFix(twice(`${item('MAX_ENI', '2')}\n`), { rule, expected: twice('') });
  });

  it('is silent about different containers, a deletion beside a value, and keys of a map', () => {
    const init = item('ENABLE_IPv6', 'false');
    checkClean(manifest(`${item('ENABLE_IPv4', 'true')}\n${init}`, { init }));
    checkClean(
      patch(`- { name: MAX_ENI, $patch: delete }\n${item('MAX_ENI', '3')}\n${item('ENABLE_POD_ENI', 'false')}`),
    );
    check(addon('MAX_ENI: "2"\nMAX_ENI: "3"'), { only: rule });
  });
});
