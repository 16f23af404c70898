import { describe, expect, it } from 'vitest';
import { added, addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkFix, findings } from '../harness/check.js';

const rule = 'prefix-delegation-without-warm-target';
const only = { only: rule };
const ipv4 = item('ENABLE_IPv4', 'true');
const refused =
  'ENABLE_PREFIX_DELEGATION is true while WARM_PREFIX_TARGET, WARM_IP_TARGET and MINIMUM_IP_TARGET are all 0 or not set: aws-node exits';
const inList = `- { name: ENABLE_PREFIX_DELEGATION, value: "true" }
#                                          ^^^^^^ error ${rule}: ${refused}`;

describe(rule, () => {
  it('counts what a manifest does not name as 0, and what an add-on does not name as shipped', () => {
    check(manifest(`${ipv4}\n${inList}`));
    check(addon('ENABLE_PREFIX_DELEGATION: "true"'));
    check(
      addon(`WARM_PREFIX_TARGET: "0"
ENABLE_PREFIX_DELEGATION: "true"
#                         ^^^^^^ error ${rule}: ${refused}`),
    );
  });

  it('judges a patch only when it names all three', () => {
    const zeros = ['WARM_IP_TARGET', 'WARM_PREFIX_TARGET', 'MINIMUM_IP_TARGET'].map((name) => item(name, '0'));
    check(patch(`${zeros.join('\n')}\n${inList}`));
    check(patch(`${zeros.slice(1).join('\n')}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`), only);
  });

  // Executed with Go: these sort at or before "0", so all three of one kind are refused.
  it.each(['', '0'])('takes "%s" for no target', (text) => {
    check(manifest(`${ipv4}\n${item('WARM_IP_TARGET', text)}\n${inList}`), only);
  });

  it.each(['-5', ' 1', '+1'])(
    'says of "%s" that the comparison of texts takes it for less, and nothing else',
    (text) => {
      check(
        manifest(`${ipv4}\n${item('WARM_IP_TARGET', text)}\n- { name: ENABLE_PREFIX_DELEGATION, value: "true" }
#                                          ^^^^^^ error ${rule}: ENABLE_PREFIX_DELEGATION is true and WARM_IP_TARGET is "${text}", which aws-node compares with "0" as text and takes for less: it exits`),
      );
    },
  );

  it('writes the number plainly where the text holds one', () => {
    checkFix(addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: " 2"'), {
      rule,
      expected: addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "2"'),
    });
  });

  it.each(['00', 'abc', '0.5', 'null', '1'])('takes "%s" for a target, as the comparison of texts does', (text) => {
    check(manifest(`${ipv4}\n${item('WARM_IP_TARGET', text)}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`), only);
  });

  it('says of a signed number what is wrong with it', () => {
    check(
      manifest(`${ipv4}\n${item('WARM_PREFIX_TARGET', '+1')}\n- { name: ENABLE_PREFIX_DELEGATION, value: "true" }
#                                          ^^^^^^ error ${rule}: ENABLE_PREFIX_DELEGATION is true and WARM_PREFIX_TARGET is "+1", which aws-node compares with "0" as text and takes for less: it exits`),
    );
    checkFix(manifest(`${ipv4}\n${item('WARM_PREFIX_TARGET', '+1')}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`), {
      rule,
      expected: manifest(`${ipv4}\n${item('WARM_PREFIX_TARGET', '1')}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`),
    });
  });

  it('is silent where a target is a template or stands in another carrier', () => {
    check(
      manifest(`${ipv4}\n- { name: WARM_IP_TARGET, value: "\${N}" }\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`),
      only,
    );
    check(
      `# file: daemonset.yaml
${manifest(`${ipv4}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`)}# file: patch.yaml
${patch(item('WARM_PREFIX_TARGET', '1'))}`,
      only,
    );
  });

  it('looks at the targets with IPv6 too', () => {
    check(
      addon(
        `WARM_PREFIX_TARGET: "0"
# 28..31 error ${rule}: ${refused}`,
        'kubernetesNetworkConfig: { ipFamily: IPv6 }\n',
      ),
      only,
    );
  });

  it('promises no addresses with IPv6, where every node has one /80 prefix', () => {
    const [fix] = findings([
      {
        path: 'cluster.yaml',
        text: addon('WARM_PREFIX_TARGET: "0"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'),
      },
    ]).flatMap(({ rule: id, fixes }) => (id === rule ? fixes : []));
    expect(fix?.title).toBe('Set WARM_PREFIX_TARGET to "1", the shipped value');
  });

  it('keeps one prefix ready', () => {
    checkFix(addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "0"'), {
      rule,
      title: 'Set WARM_PREFIX_TARGET to "1", the shipped value: 16 addresses ready on every node',
      expected: addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "1"'),
    });
    checkFix(manifest(`${ipv4}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`), {
      rule,
      expected: manifest(`${ipv4}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}\n${added('WARM_PREFIX_TARGET', '1')}`),
    });
  });
});
