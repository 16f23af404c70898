import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';

/** What is found in a script, as `rule text`. */
function found(text: string, path = 'setup.sh'): readonly string[] {
  return findings([{ path, text }]).map(
    ({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end).replaceAll(/["'\\]/g, '')}`,
  );
}

const patchOf = (env: string, list = 'containers', name = 'aws-node'): string =>
  `{"spec":{"template":{"spec":{"${list}":[{"name":"${name}","env":[${env}]}]}}}}`;
const variable = (value: string, name = 'WARM_IP_TARGET'): string => `{"name":"${name}","value":"${value}"}`;
const wrong = patchOf(variable('five'));
const added = (value: string): string =>
  `[{"op":"add","path":"/spec/template/spec/containers/0/env/-","value":${value}}]`;

describe('which patches of the DaemonSet are read', () => {
  it.each([
    `kubectl patch ds aws-node -n kube-system -p '${wrong}'`,
    `kubectl patch daemonset aws-node --patch '${wrong}'`,
    `kubectl patch ds/aws-node -p='${wrong}'`,
    `kubectl -n kube-system patch daemonset.apps/aws-node --patch='${wrong}'`,
    `kubectl patch ds aws-node --type strategic -p '${wrong}'`,
    `kubectl patch ds aws-node --type=merge -p '${wrong}'`,
    `kubectl patch ds aws-node -p "${wrong.replaceAll('"', '\\"')}"`,
    `kubectl patch ds aws-node -p '\nspec:\n  template:\n    spec:\n      containers:\n        - name: aws-node\n          env:\n            - { name: WARM_IP_TARGET, value: five }\n'`,
    `kubectl patch ds aws-node --type json -p '${added(variable('five'))}'`,
    `kubectl patch ds aws-node --type='json' -p='${added(variable('five'))}'`,
    `kubectl patch ds aws-node --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/env/3","value":${variable('five')}}]'`,
    `kubectl patch ds aws-node --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/env","value":[${variable('five')}]}]'`,
    `if true; then kubectl patch ds aws-node -p '${wrong}'; fi`,
    `kubectl patch ds aws-node -p '${wrong}' --dry-run=server`,
  ])('%s', (text) => expect(found(`${text}\n`)).toEqual(['invalid-integer five']));

  it.each([
    `kubectl patch ds kube-proxy -p '${wrong}'`,
    `kubectl patch deploy aws-node -p '${wrong}'`,
    `kubectl patch ds aws-node -n other -p '${wrong}'`,
    `kubectl patch ds aws-node -p '${patchOf(variable('five'), 'containers', 'sidecar')}'`,
    `kubectl patch ds aws-node -p '${patchOf(variable('$TARGET'))}'`,
    `kubectl patch ds aws-node -p '${patchOf(variable('<target>'))}'`,
    `kubectl patch ds aws-node -p "${patchOf(variable('$TARGET')).replaceAll('"', '\\"')}"`,
    `kubectl patch ds aws-node -p "$PATCH"`,
    `kubectl patch ds aws-node -p "$(cat patch.json)"`,
    `kubectl patch ds aws-node --patch-file patch.yaml`,
    `kubectl patch ds aws-node -p '${wrong.slice(0, -4)}'`,
    `kubectl patch ds aws-node -p '{"spec":{"template":{"spec":{"nodeSelector":{"a":"b"}}}}}'`,
    `kubectl patch ds aws-node --type json -p '[{"op":"test","path":"/spec/template/spec/containers/0/env/-","value":${variable('five')}}]'`,
    `kubectl patch ds aws-node --type json -p '[{"op":"add","path":"/spec/template/spec/containers/1/env/-","value":${variable('five')}}]'`,
    `kubectl patch ds aws-node --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/env/3/value","value":"five"}]'`,
    `kubectl patch ds aws-node --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/env/3"}]'`,
    `kubectl patch ds aws-node --type json -p '${wrong}'`,
    `kubectl patch ds aws-node -p '${added(variable('five'))}'`,
    `echo kubectl patch ds aws-node -p '${wrong}'`,
    `echo "kubectl patch ds aws-node -p '${wrong.replaceAll('"', '\\"')}'"`,
    `# kubectl patch ds aws-node -p '${wrong}'`,
    `cat <<'EOF'\nkubectl patch ds aws-node -p '${wrong}'\nEOF`,
    `bash -c "kubectl patch ds aws-node -p '${wrong.replaceAll('"', '\\"')}'"`,
    `kubectl patch ds aws-node -p '${wrong}`,
  ])('not %s', (text) => expect(found(`${text}\n`)).toEqual([]));
});

describe('a patch', () => {
  it('is judged as the API server takes it', () => {
    check(`# file: setup.sh
kubectl patch ds aws-node -p '{"spec":{"template":{"spec":{"containers":[{"name":"aws-node","env":[{"name":"WARM_IP_TARGET","value":5},{"name":"MINIMUM_IP_TARGET","value":"10"}]}]}}}}'
# 132..133 error unquoted-value: WARM_IP_TARGET is 5 without quotes, a number: the API server refuses all but strings
`);
    check(`# file: setup.sh
kubectl patch ds aws-node -p '{"spec":{"template":{"spec":{"initContainers":[{"name":"aws-vpc-cni-init","env":[{"name":"ENABLE_PREFIX_DELEGATION","value":"true"}]}]}}}}'
# 119..145 warning wrong-container: ENABLE_PREFIX_DELEGATION is set on aws-vpc-cni-init
`);
  });

  it('is a layer over the commands before it, and a variable that it deletes is not set', () => {
    const on = 'kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true WARM_PREFIX_TARGET=1\n';
    checkClean(`# file: setup.sh\n${on}kubectl patch ds aws-node -p '${patchOf(variable('3', 'MAX_ENI'))}'\n`);
    const off = patchOf('{"name":"ENABLE_PREFIX_DELEGATION","$patch":"delete"}');
    expect(found(`${on}kubectl patch ds aws-node -p '${off}'\n`)).toEqual([
      'warm-prefix-target-without-prefix-delegation 1',
    ]);
    expect(found(`kubectl patch ds aws-node -p '${off}'\n${on}`)).toEqual([]);
  });

  const script = `# file: setup.sh
#!/bin/bash
kubectl -n kube-system patch daemonset aws-node --patch '${patchOf(`${variable('5 ')},${variable('true', 'ENABLE_PREFIX_DELEGATON')}`)}'
kubectl patch ds aws-node --type json -p "${added(variable('10 ', 'MINIMUM_IP_TARGET')).replaceAll('"', '\\"')}"
`;

  it('is repaired by fixes that change nothing else, with CRLF too', () => {
    expect(checkAllFixes(script)).toBeGreaterThan(2);
    checkFixesWithCrlf(script);
    checkFix(script, { rule: 'invalid-integer', expected: script.replace('"5 "', '"5"') });
    checkFix(script.replace('"5 "', '"5"'), {
      rule: 'invalid-integer',
      expected: script.replace('"5 "', '"5"').replace('10 ', '10'),
    });
  });

  it('is silenced by a comment above its command', () => {
    checkClean(
      `# file: a.sh\n# eni-lens-disable-next-line\nkubectl patch ds aws-node \\\n  --type strategic \\\n  -p '${wrong}'\n`,
    );
  });
});

describe('labels and annotations of nodes', () => {
  const eniConfig = `# file: eniconfig.yaml
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: group-a }
spec: { subnet: subnet-0aa11bb22cc33dd44, securityGroups: [sg-0aa11bb22cc33dd44] }
`;

  it.each([
    'kubectl annotate node ip-10-0-0-1 k8s.amazonaws.com/eniConfig=groupe-a',
    'kubectl annotate nodes ip-10-0-0-1 ip-10-0-0-2 k8s.amazonaws.com/eniConfig=groupe-a --overwrite',
    'kubectl label node/ip-10-0-0-1 "k8s.amazonaws.com/eniConfig=groupe-a"',
    'kubectl label no --all vpc.amazonaws.com/externalEniConfig=groupe-a',
    'kubectl annotate node $NODE k8s.amazonaws.com/eniConfig=groupe-a',
  ])('name an ENIConfig: %s', (command) => {
    const names = findings([
      { path: 'setup.sh', text: `${command}\n` },
      { path: 'eniconfig.yaml', text: eniConfig.slice(eniConfig.indexOf('\n') + 1) },
    ]).map(({ rule, severity }) => `${severity} ${rule}`);
    expect(new Set(names)).toEqual(new Set(['warning eniconfig-not-found']));
  });

  it.each([
    'kubectl annotate node n k8s.amazonaws.com/eniConfig=group-a',
    'kubectl annotate node n k8s.amazonaws.com/eniConfig=$CONFIG',
    'kubectl annotate node n k8s.amazonaws.com/eniConfig=<your-config>',
    'kubectl annotate node n k8s.amazonaws.com/eniConfig-',
    'kubectl annotate pod n k8s.amazonaws.com/eniConfig=groupe-a',
    'kubectl label node n team=shop',
    'kubectl annotate node n k8s.amazonaws.com/eniConfig=blue',
    'echo kubectl annotate node n k8s.amazonaws.com/eniConfig=groupe-a',
  ])('say nothing: %s', (command) => checkClean(`# file: setup.sh\n${command}\n${eniConfig}`));

  it('get the name that is there, by a fix', () => {
    checkFix(
      `# file: setup.sh\nkubectl annotate node n "k8s.amazonaws.com/eniConfig=groupe-a" --overwrite\n${eniConfig}`,
      {
        rule: 'eniconfig-not-found',
        expected: `# file: setup.sh\nkubectl annotate node n "k8s.amazonaws.com/eniConfig=group-a" --overwrite`,
      },
    );
  });
});
