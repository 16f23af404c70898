import { describe, expect, it } from 'vitest';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'unknown-variable';
const unread = 'is not a variable of the CNI, so nothing reads it';

describe(rule, () => {
  it('names the variable that is evidently meant and renames it', () => {
    check(
      patch(`- { name: AWS_VPC_K8S_CNI_EXTERNAL_SNAT, value: "true" }
# 22..51 warning ${rule}: AWS_VPC_K8S_CNI_EXTERNAL_SNAT ${unread}: did you mean AWS_VPC_K8S_CNI_EXTERNALSNAT?`),
    );
    checkFix(patch(item('AWS_VPC_K8S_CNI_EXTERNAL_SNAT', 'true')), {
      rule,
      title: 'Rename AWS_VPC_K8S_CNI_EXTERNAL_SNAT to AWS_VPC_K8S_CNI_EXTERNALSNAT',
      expected: patch(item('AWS_VPC_K8S_CNI_EXTERNALSNAT', 'true')),
    });
  });

  it('renames to the name that is one letter away, although others are similar', () => {
    checkFix(patch(item('WARM_IP_TARGT', '5')), {
      rule,
      title: 'Rename WARM_IP_TARGT to WARM_IP_TARGET',
      expected: patch(item('WARM_IP_TARGET', '5')),
    });
  });

  it('minds the case of letters', () => {
    checkFix(manifest(`${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_IPV6', 'false')}`), {
      rule,
      expected: manifest(`${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_IPv6', 'false')}`),
    });
  });

  it('does not turn on a second IP family, with which aws-node exits', () => {
    const titles = (text: string) =>
      findings([{ path: 'a.yaml', text }]).flatMap(({ fixes }) => fixes.map((fix) => fix.title));
    const wrong = item('ENABLE_IPV6', 'true');
    expect(titles(manifest(`${item('ENABLE_IPv4', 'true')}\n${wrong}`))).toEqual(['Remove ENABLE_IPV6']);
    expect(titles(patch(wrong))).toEqual(['Remove ENABLE_IPV6']);
  });

  it('says what there is to say beyond a name', () => {
    check(
      patch(`- { name: MAX_PODS, value: "58" }
# 22..30 warning ${rule}: MAX_PODS ${unread}. There is no such setting: max pods is a setting of the kubelet, given by the node group`),
    );
  });

  it('leaves add-ons to the rule about their schema', () => {
    check(addon('MAX_PODS: "58"'), { only: rule });
  });

  it('leaves what other parties write into a DaemonSet alone', () => {
    const others = ['GOMAXPROCS', 'DD_AGENT_HOST', 'OTEL_SERVICE_NAME', 'VPC_ID', 'NODE_IP', 'TZ', 'CLUSTER_NAME'];
    checkClean(manifest([...others, 'ENABLE_IPv4'].map((name) => item(name, 'true')).join('\n')));
    checkClean(patch(others.map((name) => item(name, 'true')).join('\n')));
  });

  it('reports a name in a DaemonSet that speaks of ENIs, warm pools or SNAT', () => {
    check(
      patch(`- { name: KEEP_WARM_ADDRESSES, value: "5" }\n# 22..41 warning ${rule}: KEEP_WARM_ADDRESSES ${unread}`),
    );
  });

  it('reports the variables of cni-metrics-helper in aws-node', () => {
    check(
      patch(`- { name: USE_CLOUDWATCH, value: "yes" }
# 22..36 warning ${rule}: USE_CLOUDWATCH is a variable of cni-metrics-helper: aws-node does not read it`),
    );
    checkFix(patch(`${item('USE_CLOUDWATCH', 'yes')}\n${item('AWS_VPC_ENI_MTU', '8951')}`), {
      rule,
      expected: patch(item('AWS_VPC_ENI_MTU', '8951')),
    });
  });

  it('is silent about templates, other containers and what was read once', () => {
    checkClean(patch('- { name: MAX_ENIS, value: "${MAX_ENIS}" }'));
    checkClean(patch('- { name: "${PREFIX}_WARM_IP", value: "1" }'));
    checkClean(patch('- { name: MAX_ENIS, $patch: delete }'));
    check(patch(`${item('AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'false')}\n${item('AWS_DEFAULT_REGION', 'eu-west-1')}`), {
      only: rule,
    });
    checkClean(`spec:
  template:
    spec:
      containers:
        - { name: aws-node, env: [] }
        - { name: aws-eks-nodeagent, env: [{ name: MAX_ENIS, value: "1" }] }
        - { name: sidecar, env: [{ name: MAX_ENIS, value: "1" }] }
`);
  });

  it('looks into the init container', () => {
    const init = `- { name: ENABLE_IPV6, value: "false" }\n# 22..33 warning ${rule}: ENABLE_IPV6 ${unread}: did you mean ENABLE_IPv6?`;
    check(manifest(item('ENABLE_IPv4', 'true'), { init }));
  });

  it('does not rename where the other name is written, unread here, or would be misread', () => {
    const max = item('MAX_ENI', '4');
    checkFix(patch(`${item('MAX_ENIS', '3')}\n${max}`), { rule, title: 'Remove MAX_ENIS', expected: patch(max) });
    checkFix(patch(`${item('DISABLE_TCP_EARLY_DEMUXX', 'true')}\n${max}`), {
      rule,
      title: 'Remove',
      expected: patch(max),
    });
    checkFix(patch(`${item('MAX_ENIS', 'all')}\n${item('ENABLE_POD_ENI', 'false')}`), {
      rule,
      title: 'Remove',
      expected: patch(item('ENABLE_POD_ENI', 'false')),
    });
  });

  it('leaves nothing behind when it is repaired', () => {
    checkAllFixes(
      patch(['MAX_ENIS', 'ENABLE_PREFIX_ASSIGNMENT', 'MAX_PODS'].map((name) => item(name, '3')).join('\n')),
    );
  });
});
