import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';

/** What is found in a script, as `rule place text`. */
function found(text: string, path = 'setup.sh'): readonly string[] {
  return findings([{ path, text }]).map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);
}

const wrong = 'WARM_IP_TARGET=five';

describe('which commands set variables of aws-node', () => {
  it.each([
    `kubectl set env daemonset aws-node -n kube-system ${wrong}`,
    `kubectl set env daemonset/aws-node ${wrong}`,
    `kubectl set env ds/aws-node ds/kube-proxy ${wrong}`,
    `kubectl set env ds kube-proxy aws-node ${wrong}`,
    `kubectl set env daemonsets.apps/aws-node ${wrong}`,
    `kubectl -n kube-system set env ds aws-node ${wrong}`,
    `kubectl --namespace=kube-system set env ds aws-node ${wrong}`,
    `kubectl --context "$CONTEXT" set env ds aws-node ${wrong}`,
    `kubectl set env ds -n kube-system -l k8s-app=aws-node ${wrong}`,
    `kubectl set env ds aws-node ${wrong} -s $HOST --token $TOKEN --insecure-skip-tls-verify`,
    `kubectl set env ds/aws-node --env=${wrong}`,
    `kubectl set env ds/aws-node -e ${wrong}`,
    `kubectl set env ds/aws-node -c aws-node ${wrong}`,
    `kubectl set env ds/aws-node --containers='*' ${wrong}`,
    `kubectl set env ds/aws-node ${wrong} --dry-run=client -o yaml | kubectl apply -f -`,
    `k set env ds/aws-node ${wrong}`,
    `/usr/local/bin/kubectl set env ds/aws-node ${wrong}`,
    `sudo -E kubectl set env ds/aws-node ${wrong}`,
    `KUBECONFIG=x env A=b kubectl set env ds/aws-node ${wrong}`,
    `microk8s kubectl set env ds/aws-node ${wrong}`,
    `"$KUBECTL" set env ds/aws-node ${wrong}`,
    `\${KUBECTL:-kubectl} set env ds/aws-node ${wrong}`,
    `kubectl -nkube-system set env ds/aws-node ${wrong}`,
    `kubectl set env ds/aws-node WARM_ENI_TARGET={{ n }} ${wrong}`,
    `run "Set it" kubectl set env ds/aws-node ${wrong}`,
    `if true; then kubectl set env ds/aws-node ${wrong}; fi`,
    `OUT=$(kubectl set env ds/aws-node ${wrong})`,
    `kubectl set env ds/aws-node ${wrong} <<EOF\nWARM_IP_TARGET=six\nEOF`,
  ])('%s', (text) => expect(found(text)).toEqual(['invalid-integer five']));

  it.each([
    `kubectl set env ds/kube-proxy ${wrong}`,
    `kubectl set env deploy/aws-node ${wrong}`,
    `kubectl set env ds/aws-node -n other ${wrong}`,
    `kubectl -nother set env ds/aws-node ${wrong}`,
    `kubectl set env ds/aws-node --help ${wrong}`,
    `kubectl set image ds/aws-node ${wrong}`,
    `kubectl set env ds/aws-node --list ${wrong}`,
    `kubectl set env ds/aws-node -c other ${wrong}`,
    `kubectl set env ds/aws-node WARM_IP_TARGET=$N`,
    `kubectl set env ds/aws-node "WARM_IP_TARGET=\${N}"`,
    `kubectl set env ds/aws-node WARM_IP_TARGT- WARM_ENI_TARGET-`,
    `kubectl set env ds/aws-node --from=configmap/x --prefix=WARM_`,
    `echo kubectl set env ds/aws-node ${wrong}`,
    `echo "kubectl set env ds/aws-node ${wrong}"`,
    `sudo echo kubectl set env ds/aws-node ${wrong}`,
    `command printf '%s ' kubectl set env ds/aws-node ${wrong}`,
    `kubectl set env ds/aws-node WARM_IP_TARGET={{ n }} MINIMUM_IP_TARGET="{{ .m }}"`,
    `# kubectl set env ds/aws-node ${wrong}`,
    `cat <<EOF\nkubectl set env ds/aws-node ${wrong}\nEOF`,
  ])('not %s', (text) => expect(found(text)).toEqual([]));
});

describe('the words of a command', () => {
  it('are found at their places, in quotes and behind backslashes', () => {
    check(`# file: setup.sh
#!/bin/bash
if [ -n "\${CI:-}" ]; then
  kubectl set env daemonset aws-node -n kube-system \\
    WARM_IP_TARGET="5 " \\
#                  ^^^^ warning invalid-integer: WARM_IP_TARGET is "5 "
    'MINIMUM_IP_TARGET=ten' ENABLE_PREFIX_DELEGATON=true
#                      ^^^ warning invalid-integer: MINIMUM_IP_TARGET is "ten"
# 28..51 warning unknown-variable: ENABLE_PREFIX_DELEGATON is not a variable of the CNI
fi
`);
  });

  it('are what the shell leaves of them: it takes the quotes of JSON', () => {
    check(`# file: setup.sh
kubectl set env ds/aws-node ADDITIONAL_ENI_TAGS={"team":"shop"}
#                                               ^^^^^^^^^^^^^^^ warning invalid-eni-tags
`);
    checkClean(`# file: setup.sh\nkubectl set env ds/aws-node ADDITIONAL_ENI_TAGS='{"team":"shop"}'\n`);
  });

  it('belong to the containers that read them', () => {
    checkClean('# file: setup.sh\nkubectl set env ds/aws-node DISABLE_TCP_EARLY_DEMUX=true ENABLE_POD_ENI=true\n');
    check(`# file: setup.sh
kubectl set env ds/aws-node -c aws-node DISABLE_TCP_EARLY_DEMUX=true
#                                       ^^^^^^^^^^^^^^^^^^^^^^^ warning wrong-container: DISABLE_TCP_EARLY_DEMUX is set on aws-node
`);
  });

  it('come to what the last command that names a variable says', () => {
    checkClean(`# file: setup.sh
kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=false WARM_IP_TARGET=5
kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true
kubectl set env ds/aws-node WARM_IP_TARGET-
kubectl set env ds/aws-node WARM_PREFIX_TARGET=1
`);
    check(`# file: setup.sh
kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true
kubectl set env ds/aws-node WARM_PREFIX_TARGET=1
#                                              ^ warning warm-prefix-target-without-prefix-delegation: WARM_PREFIX_TARGET is 1 but ENABLE_PREFIX_DELEGATION is not true
kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=false
`);
  });

  it('are alternatives where a script runs one or the other, or asks another cluster', () => {
    const on = 'kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true WARM_PREFIX_TARGET=1';
    const off = 'kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=false';
    for (const script of [
      `if $PREFIXES; then\n${on}\nelse\n${off}\nfi`,
      `enable() {\n${on}\n}\ndisable() {\n${off}\n}`,
      `case $1 in on) ${on};; off) ${off};; esac`,
      `${on} || ${off}`,
      `${on} --context a\n${off} --context b`,
      `kubectl config use-context a\n${on}\nkubectl config use-context b\n${off}`,
      `${on}\nKUBECONFIG=b ${off}`,
      `aws eks update-kubeconfig --name a\n${on}\naws eks update-kubeconfig --name b\n${off}`,
    ]) {
      expect([script, found(`${script}\n`)]).toEqual([script, []]);
    }
  });

  it('keep the mistake of a text that a later command overrules', () => {
    expect(found(`kubectl set env ds/aws-node ${wrong}\nkubectl set env ds/aws-node WARM_IP_TARGET=6\n`)).toContain(
      'invalid-integer five',
    );
  });

  const script = `# file: setup.sh
#!/bin/sh
kubectl set env ds/aws-node \\
  WARM_IP_TARGET="5 " \\
  'MINIMUM_IP_TARGET=10 ' ENABLE_PREFIX_DELEGATON=true >/dev/null
kubectl set env ds/aws-node "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=yes" $EXTRA
kubectl set env ds/aws-node ADDITIONAL_ENI_TAGS={"team":"shop"} MAX_ENI=3 MAX_ENI=4
`;

  it('are repaired by fixes that change nothing else, with CRLF too', () => {
    expect(checkAllFixes(script)).toBeGreaterThan(4);
    checkFixesWithCrlf(script);
  });

  it.each([
    ['WARM_IP_TARGET="5 "', 'WARM_IP_TARGET="5"', 'invalid-integer'],
    ["WARM_IP_TARGET='5 '", "WARM_IP_TARGET='5'", 'invalid-integer'],
    ["WARM_IP_TARGET=$'5 '", "WARM_IP_TARGET=$'5'", 'invalid-integer'],
    ['WARM_IP_TARGET=5\\ ', 'WARM_IP_TARGET="5"', 'invalid-integer'],
    ['"WARM_IP_TARGET=5 "', '"WARM_IP_TARGET=5"', 'invalid-integer'],
    ['--env="WARM_IP_TARGET=5 "', '--env="WARM_IP_TARGET=5"', 'invalid-integer'],
    ['WARM_IP_TARGT=5', 'WARM_IP_TARGET=5', 'unknown-variable'],
    ['"WARM_IP_TARGT=5"', '"WARM_IP_TARGET=5"', 'unknown-variable'],
  ])('%s becomes %s', (word, expected, rule) => {
    const command = (each: string): string =>
      `# file: a.sh\nkubectl set env ds/aws-node MINIMUM_IP_TARGET=9 ${each} -n kube-system\n`;
    checkFix(command(word), { rule, expected: command(expected) });
  });
});

/* What would take time with the square of their number takes minutes here, and a test may take half a minute. */
it.each([
  'kubectl set env ds/aws-node MAX_ENI=3\n',
  'kubectl apply -f aws-node.yaml --context shop\n',
  '# a comment\n',
  '--env=',
])('a script of many %j is checked in time', (part) => {
  expect(found(`${part.repeat(12_000)}\nkubectl set env ds/aws-node ${wrong}\n`)).toEqual(['invalid-integer five']);
});
