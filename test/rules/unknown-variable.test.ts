import { describe, it } from 'vitest';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkAllFixes, checkClean, checkFix } from '../harness/check.js';

const rule = 'unknown-variable';
const unread = 'is not a variable of the CNI, so nothing reads it';

describe(rule, () => {
  it('names the variable that is evidently meant and renames it', () => {
    check(
      addon(`AWS_VPC_K8S_CNI_EXTERNAL_SNAT: "true"
# 8..37 warning ${rule}: AWS_VPC_K8S_CNI_EXTERNAL_SNAT ${unread}: did you mean AWS_VPC_K8S_CNI_EXTERNALSNAT?`),
    );
    checkFix(addon('AWS_VPC_K8S_CNI_EXTERNAL_SNAT: "true"'), {
      rule,
      title: 'Rename AWS_VPC_K8S_CNI_EXTERNAL_SNAT to AWS_VPC_K8S_CNI_EXTERNALSNAT',
      expected: addon('AWS_VPC_K8S_CNI_EXTERNALSNAT: "true"'),
    });
  });

  it.each([
    [`configurationValues: '{"env": {"MAX_ENIS": "3"}}'`, `configurationValues: '{"env": {"MAX_ENI": "3"}}'`],
    [
      'configurationValues: "{\\"env\\": {\\"MAX_ENIS\\": \\"3\\"}}"',
      'configurationValues: "{\\"env\\": {\\"MAX_ENI\\": \\"3\\"}}"',
    ],
    [
      'configurationValues: |\n      { "env": { "MAX_ENIS": "3" } }',
      'configurationValues: |\n      { "env": { "MAX_ENI": "3" } }',
    ],
  ])('renames within %s', (written, expected) => {
    const file = (values: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    ${values}
`;
    checkFix(file(written), { rule, expected: file(expected) });
  });

  it('minds the case of letters', () => {
    checkFix(manifest(`${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_IPV6', 'false')}`), {
      rule,
      expected: manifest(`${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_IPv6', 'false')}`),
    });
  });

  it('says what there is to say beyond a name', () => {
    check(
      addon(`MAX_PODS: "58"
# 8..16 warning ${rule}: MAX_PODS ${unread}. There is no such setting: max pods is a setting of the kubelet, given by the node group`),
    );
  });

  it('reports any name in an add-on, whose schema takes no others', () => {
    check(addon(`GOMAXPROCS: "2"\n# 8..18 warning ${rule}: GOMAXPROCS ${unread}`));
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
    checkClean(addon('MAX_ENIS: ${MAX_ENIS}'));
    checkClean(patch('- { name: "${PREFIX}_WARM_IP", value: "1" }'));
    checkClean(patch('- { name: MAX_ENIS, $patch: delete }'));
    checkClean(
      patch(`${item('AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'false')}\n${item('AWS_DEFAULT_REGION', 'eu-west-1')}`),
    );
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

  it('does not rename where the other name is written, unread here, not settable, or would be misread', () => {
    const both = addon('MAX_ENIS: "3"\nMAX_ENI: "4"');
    checkFix(both, { rule, title: 'Remove MAX_ENIS', expected: addon('MAX_ENI: "4"') });
    checkFix(patch(`${item('DISABLE_TCP_EARLY_DEMUXX', 'true')}\n${item('MAX_ENI', '3')}`), {
      rule,
      title: 'Remove',
      expected: patch(item('MAX_ENI', '3')),
    });
    checkFix(addon('ENABLE_IPV6: "false"\nMAX_ENI: "4"'), { rule, title: 'Remove', expected: addon('MAX_ENI: "4"') });
    checkFix(addon('MAX_ENIS: "all"\nENABLE_POD_ENI: "false"'), {
      rule,
      title: 'Remove',
      expected: addon('ENABLE_POD_ENI: "false"'),
    });
  });

  it('leaves nothing behind when it is repaired', () => {
    checkAllFixes(addon('MAX_ENIS: "3"\nENABLE_PREFIX_ASSIGNMENT: "false"\nMAX_PODS: "20"'));
  });
});
