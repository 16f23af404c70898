import { describe, expect, it } from 'vitest';
import { entryOf } from '../../server/model/env.js';
import { assignmentsIn, keysIn } from '../../server/syntax/assignments.js';
import { check, checkAllFixes, checkClean, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';
import { checkCompletion, checkHover } from '../harness/features.js';
import { resource, textAt } from '../harness/read.js';

/** What is found in a script, as `rule place text`. */
function found(text: string, path = 'setup.sh'): readonly string[] {
  return findings([{ path, text }]).map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);
}

/** The variables that a command sets: the text that the program gets, or what is known instead. */
function variables(words: string): Readonly<Record<string, string>> {
  const settings = resource(`helm install aws-vpc-cni eks/aws-vpc-cni ${words}\n`, 'cniSettings', 'a.sh');
  const entries = settings.containers.flatMap(({ env }) => env);
  return Object.fromEntries(
    entries.map(({ name, value }) => [name.value, value.kind === 'literal' ? value.text : `(${value.kind})`]),
  );
}

const wrong = '--set env.WARM_IP_TARGET=five';

describe('which commands give values to the chart', () => {
  it.each([
    `helm upgrade aws-vpc-cni eks/aws-vpc-cni ${wrong}`,
    `helm upgrade --install aws-vpc-cni --namespace kube-system eks/aws-vpc-cni ${wrong}`,
    `helm upgrade -i cni aws-vpc-cni --repo https://aws.github.io/eks-charts ${wrong}`,
    `helm install cni ./charts/aws-vpc-cni/ ${wrong}`,
    `helm install eks/aws-vpc-cni --generate-name ${wrong}`,
    `helm install --name cni eks/aws-vpc-cni ${wrong}`,
    `helm template eks/aws-vpc-cni ${wrong} | kubectl apply -f -`,
    `helm template cni oci://public.ecr.aws/eks/aws-vpc-cni:1.19.2 ${wrong}`,
    `helm upgrade cni oci://1234.dkr.ecr.eu-west-1.amazonaws.com/charts/aws-vpc-cni --version 1.19.2 ${wrong}`,
    `helm upgrade cni ./aws-vpc-cni-1.19.2.tgz ${wrong}`,
    `helm -n kube-system --kube-context=prod upgrade cni eks/aws-vpc-cni ${wrong}`,
    `helm3 upgrade cni eks/aws-vpc-cni ${wrong} --wait --timeout 5m`,
    `sudo helm upgrade cni eks/aws-vpc-cni ${wrong}`,
    `$HELM upgrade cni eks/aws-vpc-cni ${wrong}`,
    `helm upgrade "$RELEASE" eks/aws-vpc-cni ${wrong}`,
    'helm upgrade cni eks/aws-vpc-cni --set=env.WARM_IP_TARGET=five',
    'helm upgrade cni eks/aws-vpc-cni --set "env.WARM_IP_TARGET=five"',
    "helm upgrade cni eks/aws-vpc-cni --set 'image.region=eu-west-1,env.WARM_IP_TARGET=five'",
    'helm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET="five"',
    'helm upgrade cni eks/aws-vpc-cni --set env.MAX_ENI=3,env.WARM_IP_TARGET=five,',
    'helm upgrade cni eks/aws-vpc-cni --set-string env.WARM_IP_TARGET=five',
    'helm upgrade cni eks/aws-vpc-cni --set-literal env.WARM_IP_TARGET=five',
    `helm upgrade cni eks/aws-vpc-cni --set-json 'env={"WARM_IP_TARGET":"five"}'`,
    `helm upgrade cni eks/aws-vpc-cni --set-json '{"env":{"WARM_IP_TARGET":"five"}}'`,
    'helm upgrade platform ./platform --set aws-vpc-cni.env.WARM_IP_TARGET=five',
    `if $ON; then helm upgrade cni eks/aws-vpc-cni ${wrong}; fi`,
    `helm upgrade cni eks/aws-vpc-cni --set "env.MAX_ENI=$MAX" ${wrong}`,
  ])('%s', (text) =>
    expect(found(`${text}\n`).map((each) => each.replace(/"/g, ''))).toEqual(['invalid-integer five']),
  );

  it.each([
    `helm upgrade aws-vpc-cni ./platform ${wrong}`,
    `helm upgrade cni eks/aws-load-balancer-controller ${wrong}`,
    `helm upgrade cni eks/aws-vpc-cni-metrics-helper ${wrong}`,
    `helm upgrade cni $CHART ${wrong}`,
    `helm diff upgrade cni eks/aws-vpc-cni ${wrong}`,
    `helm get values aws-vpc-cni ${wrong}`,
    `helm upgrade cni eks/aws-vpc-cni ${wrong} --dry-run`,
    `helm upgrade --help cni eks/aws-vpc-cni ${wrong}`,
    'helm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET=$N',
    'helm upgrade cni eks/aws-vpc-cni --set "env.WARM_IP_TARGET=${N}"',
    'helm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET=$(nproc)',
    'helm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET={{ n }}',
    'helm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET=<number>',
    'helm upgrade cni eks/aws-vpc-cni --set-file env.WARM_IP_TARGET=five',
    'helm upgrade cni eks/aws-vpc-cni --set $VALUES',
    'helm upgrade cni eks/aws-vpc-cni --set "$VALUES,env.ENABLE_POD_ENI=true"',
    'helm upgrade cni eks/aws-vpc-cni --set Env.WARM_IP_TARGET=five',
    'helm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET=null --reuse-values',
    'helm upgrade cni eks/aws-vpc-cni',
    `echo helm upgrade cni eks/aws-vpc-cni ${wrong}`,
    `echo "helm upgrade cni eks/aws-vpc-cni ${wrong}"`,
    `# helm upgrade cni eks/aws-vpc-cni ${wrong}`,
    `cat <<EOF\nhelm upgrade cni eks/aws-vpc-cni ${wrong}\nEOF`,
    `az aks update --set env.WARM_IP_TARGET=five aws-vpc-cni`,
    `helm upgrade cni eks/aws-vpc-cni ${wrong}\nhelm upgrade cni eks/aws-vpc-cni --set env.WARM_IP_TARGET=5,env.MINIMUM_IP_TARGET=9`,
  ])('not %s', (text) => expect(found(`${text}\n`)).toEqual([]));
});

describe('values as Helm takes them', () => {
  it.each([
    ['--set env.A=1', { A: '1' }],
    ['--set env.A=1,env.B=2', { A: '1', B: '2' }],
    ["--set 'env.A=1\\,2,env.B=3'", { A: '1,2', B: '3' }],
    ['--set env.A=1\\\\,2', { A: '1,2' }],
    ['--set env.A="1\\,2"', { A: '1,2' }],
    ['--set env.A=1 --set env.A=2', { A: '2' }],
    ['--set-string env.A=1 --set env.A=2', { A: '1' }],
    ['--set env.A=2 --set-json \'env={"A":"1"}\'', { A: '2' }],
    ['--set env.A=TRUE', { A: 'true' }],
    ['--set-string env.A=TRUE', { A: 'TRUE' }],
    ['--set env.A=007', { A: '007' }],
    ['--set env.A=+5', { A: '5' }],
    ['--set env.A=1000000', { A: '1000000' }],
    ['--set-json \'env={"A":1000000}\'', { A: '1e+06' }],
    ['--set env.A=1e3', { A: '1e3' }],
    ['--set env.A=', { A: '' }],
    ['--set env.A=null', { A: '(removed)' }],
    ['--set env.A=Null', { A: '(removed)' }],
    ['--set-string env.A=null', { A: 'null' }],
    ["--set 'env.A={a,b c},env.B=2'", { A: '[a b c]', B: '2' }],
    ["--set 'env.A={}'", { A: '[]' }],
    ['--set-literal env.A=1,env.B=2', { A: '1,env.B=2' }],
    ['--set-file env.A=a.txt', { A: '(unknown)' }],
    ['--set "env.A=$X,env.B=2"', { A: '(unknown)', B: '2' }],
    ['--set env.A=a=b', { A: 'a=b' }],
    ['--set init.env.A=1,env.B=2', { A: '1', B: '2' }],
    ["--set 'extraEnv[0].name=A,extraEnv[0].value=1'", { A: '1' }],
    ['--set env.A=1,env.B', { A: '1' }],
  ])('%s', (words, expected) => {
    const own = Object.fromEntries(Object.entries(variables(words)));
    expect(own).toEqual(expected);
  });

  it('have their places in quotes and behind backslashes', () => {
    const text = `helm install cni eks/aws-vpc-cni \\\n  --set "env.A=1\\,2,env.B=3" --set env.C='4'\n`;
    const settings = resource(text, 'cniSettings', 'a.sh');
    const places = ['A', 'B', 'C'].map((name) => {
      const { value } = entryOf(settings, name) ?? {};
      return value && value.kind !== 'none' ? textAt(text, value.at, 'a.sh') : undefined;
    });
    expect(places).toEqual(['1\\,2', '3', "'4'"]);
  });
});

describe('what a text of --set holds', () => {
  /** Names, values and where Helm stops, as `name=value`. */
  const taken = (text: string): readonly string[] => {
    const { read, unread } = assignmentsIn(text);
    const part = ({ start, end }: { readonly start: number; readonly end: number }): string => text.slice(start, end);
    return [
      ...read.map(({ name, value, list }) => `${part(name)}=${list ? list.map(part).join('|') : part(value)}`),
      ...(unread === undefined ? [] : [`${unread.why}: ${part(unread.span)}`]),
    ];
  };

  // Each by the parser of Helm (pkg/strvals/parser_test.go), or by reading it.
  it.each<readonly [string, readonly string[]]>([
    ['', []],
    ['name1=value1', ['name1=value1']],
    ['long_string_name=,b=1', ['long_string_name=', 'b=1']],
    ['name1=,name2=value2', ['name1=', 'name2=value2']],
    ['name1=value1,', ['name1=value1']],
    ['name1=one\\,two,name2=three\\,four', ['name1=one\\,two', 'name2=three\\,four']],
    ['name1=one\\=two,name2=three\\=four', ['name1=one\\=two', 'name2=three\\=four']],
    ['outer.inner1=value1,outer.inner2=value2', ['outer.inner1=value1', 'outer.inner2=value2']],
    ['name1={value1,value2},name2={value1,value2}', ['name1=value1|value2', 'name2=value1|value2']],
    ['name1={1021,902', ['openList: name1={1021,902']],
    ['name1.name2={1021,902},name3=x', ['name1.name2=1021|902', 'name3=x']],
    ['list={},b=1', ['list=', 'b=1']],
    ['list[0].foo.bar=1,list[0].hello=2', ['list[0].foo.bar=1', 'list[0].hello=2']],
    ['list[1][2]=a', ['list[1][2]=a']],
    ['illegal[0]name.foo=bar', ['index: illegal[0]name.foo=bar']],
    ['list[-20]=1', ['index: list[-20]=1']],
    ['list[a]=1', ['index: list[a]=1']],
    ['name1', ['noValue: name1']],
    ['name1.', []],
    ['name1,name2=', ['noValue: name1,name2=']],
    ['name1=1,,b=2', ['name1=1', 'noValue: ,b=2']],
    ['a=10.0.0.0/8,192.168.0.0/16', ['a=10.0.0.0/8', 'noValue: 192.168.0.0/16']],
    ['a={x}b=2', ['a=x', 'b=2']],
  ])('%s', (text, expected) => expect(taken(text)).toEqual(expected));

  it.each<readonly [string, ReturnType<typeof keysIn>]>([
    ['env.A', ['env', 'A']],
    ['nodeSelector.kubernetes\\.io/role', ['nodeSelector', 'kubernetes.io/role']],
    ['extraEnv[10].name', ['extraEnv', 10, 'name']],
    ['a[0][1]', ['a', 0, 1]],
    ['a[x]', undefined],
    ['a[0]b', undefined],
  ])('the keys of %s', (name, keys) => expect(keysIn(name)).toEqual(keys));
});

describe('what Helm refuses', () => {
  it('is found where it stops', () => {
    check(`# file: setup.sh
helm upgrade cni eks/aws-vpc-cni --set env.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=10.0.0.0/8,192.168.0.0/16
#                                                                                        ^^^^^^^^^^^^^^ error helm-set-rejected: Helm refuses --set: a comma begins the next key, and 192.168.0.0/16 gives none a value
helm upgrade cni eks/aws-vpc-cni --reuse-values --set-string env.MAX_ENI
#                                                            ^^^^^^^^^^^ error helm-set-rejected: Helm refuses --set-string: env.MAX_ENI gives no key a value
helm upgrade cni eks/aws-vpc-cni --reuse-values --set 'env.A={1,2'
#                                                     ^^^^^^^^^^^^ error helm-set-rejected: Helm refuses --set: the list in env.A={1,2 does not end
helm upgrade cni eks/aws-vpc-cni --reuse-values --set 'extraEnv[a].name=B'
#                                                     ^^^^^^^^^^^^^^^^^^^^ error helm-set-rejected: Helm refuses --set: extraEnv[a].name=B has an index that is no number
`);
  });

  it.each([
    ['10.0.0.0/8,192.168.0.0/16', '10.0.0.0/8\\\\,192.168.0.0/16'],
    ['10.0.0.0/8,172.16.0.0/12,192.168.0.0/16', '10.0.0.0/8\\\\,172.16.0.0/12\\\\,192.168.0.0/16'],
  ])('%s is mended without quotes', (before, after) => {
    const script = (value: string) =>
      `# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni --set env.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=${value}\n`;
    checkFix(script(before), { rule: 'helm-set-rejected', expected: script(after) });
  });

  it.each(['"', "'"])('the same between %s', (quote) => {
    const script = (comma: string) =>
      `# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni --set ${quote}env.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=10.0.0.0/8${comma}192.168.0.0/16${quote}\n`;
    const expected = script(quote === '"' ? '\\\\,' : '\\,');
    checkFix(script(','), { rule: 'helm-set-rejected', expected });
  });

  it.each([
    'helm upgrade cni eks/aws-vpc-cni --set "env.A=1,$MORE"',
    'helm upgrade cni eks/aws-vpc-cni --set $MORE',
    'helm upgrade cni eks/aws-vpc-cni --set "$(values)"',
    'helm upgrade cni other/chart --set env.A=1,2',
    'helm upgrade cni eks/aws-vpc-cni --set-literal env.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=10.0.0.0/8,192.168.0.0/16',
    "helm upgrade cni eks/aws-vpc-cni --set 'env.MAX_ENI=3",
  ])('not %s', (text) => expect(found(`${text}\n`)).toEqual([]));

  it('says of an address of the agent that it is a number, and gives it to Helm as a string', () => {
    const script = (flag: string) =>
      `# file: a.sh\nhelm install cni eks/aws-vpc-cni ${flag} nodeAgent.metricsBindAddr=8162\n`;
    checkFix(script('--set'), { rule: 'helm-bind-addr-not-string', expected: script('--set-string') });
    checkClean('# file: a.sh\nhelm install cni eks/aws-vpc-cni --set nodeAgent.metricsBindAddr=08162\n');
  });

  it('says the same of single values in Terraform and Argo CD', () => {
    const release = (type: string) =>
      `# file: main.tf\nresource "helm_release" "cni" {\n  chart = "aws-vpc-cni"\n  set {\n    name  = "nodeAgent.metricsBindAddr"\n    value = "8162"\n${type}  }\n}\n`;
    checkFix(release(''), { rule: 'helm-bind-addr-not-string', expected: release('    type  = "string"\n') });
  });
});

describe('ENIConfigs of single values', () => {
  const create = 'eniConfig.create=true';
  const zone = 'eniConfig.subnets.eu-west-1a.id=subnet-0123456789abcdef0';
  const on = 'env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true,env.ENI_CONFIG_LABEL_DEF=topology.kubernetes.io/zone';
  const told = (words: string): readonly string[] => found(`helm install cni eks/aws-vpc-cni ${words}\n`);

  it('are made, and miss what they need', () => {
    expect(told(`--set ${on},${create},${zone}`)).toEqual([]);
    expect(told(`--set ${on} --set ${create}`)).toEqual([expect.stringContaining('eniconfig-values-incomplete')]);
    expect(
      told(`--set ${on} --set ${create} --set ${zone.replace('.id', '.securityGroups[0]').replace('subnet-', 'sg-')}`),
    ).toEqual([expect.stringContaining('eniconfig-values-incomplete')]);
    expect(told(`--set ${on} --set ${create} -f values.yaml`)).toEqual([]);
  });
});

describe('commands of one script', () => {
  it('stand in their order: what comes later wins', () => {
    checkClean(`# file: a.sh
helm upgrade -i cni eks/aws-vpc-cni --set env.ENABLE_PREFIX_DELEGATION=true,env.WARM_PREFIX_TARGET=null
kubectl set env ds/aws-node -n kube-system WARM_PREFIX_TARGET=1
`);
    checkClean(`# file: a.sh
kubectl set env ds/aws-node -n kube-system ENABLE_PREFIX_DELEGATION=true
helm upgrade -i cni eks/aws-vpc-cni --set env.ENABLE_PREFIX_DELEGATION=false,env.WARM_IP_TARGET=5,env.MINIMUM_IP_TARGET=9
`);
  });

  it('give the release its values anew, unless it keeps them', () => {
    const two = (flags: string): string =>
      `helm upgrade -i cni eks/aws-vpc-cni --set env.WARM_IP_TARGET=5\nhelm upgrade cni eks/aws-vpc-cni ${flags} --set env.MINIMUM_IP_TARGET=9\n`;
    expect(found(two(''))).toEqual([expect.stringContaining('minimum-ip-target-without-warm-ip-target')]);
    expect(found(two('--reset-values'))).toEqual([expect.stringContaining('minimum-ip-target-without-warm-ip-target')]);
    expect(found(two('--reuse-values'))).toEqual([]);
    expect(found(two('--reset-then-reuse-values'))).toEqual([]);
    expect(found(two('--kube-context other'))).toEqual([]);
  });
});

describe('files of values', () => {
  const values = 'env:\n  WARM_IP_TARGET: 5\n  AWS_VPC_K8S_CNI_LOGLEVEL: INFO\n';
  const told = (script: string, path = 'values.yaml', at = 'deploy.sh'): readonly string[] =>
    findings([
      { path: at, text: `helm upgrade -i cni eks/aws-vpc-cni ${script}\n` },
      { path, text: values },
    ]).map(({ rule }) => rule);
  const alone = 'warm-ip-target-without-minimum';

  it('come before what the command sets', () => {
    expect(told('-f other.yaml --set env.MAX_ENI=3')).toEqual([alone]);
    expect(told('-f values.yaml --set env.MAX_ENI=3')).toEqual([alone]);
    expect(told('-f values.yaml --set env.MINIMUM_IP_TARGET=20')).toEqual([]);
    expect(told('--values=values.yaml --set env.MINIMUM_IP_TARGET=20')).toEqual([]);
    expect(told('-f values.yaml --set env.WARM_IP_TARGET=0')).toEqual([]);
  });

  it('are found from the folder of the script and from those above', () => {
    expect(told('-f ../values.yaml --set env.MINIMUM_IP_TARGET=20', 'values.yaml', 'scripts/deploy.sh')).toEqual([]);
    expect(told('-f charts/values.yaml --set env.MINIMUM_IP_TARGET=20', 'charts/values.yaml', 'deploy.sh')).toEqual([]);
  });

  it.each([
    ['env:\n  WARM_IP_TARGET: "5\n  OTHER: "9"\n', 'syntax-error "'],
    ['env: { WARM_IP_TARGET: 5\nimage: {}\n', 'syntax-error {'],
    ['env:\n\tWARM_IP_TARGET: 5\n', 'syntax-error \t'],
    ['env:\n  WARM_IP_TARGET: 5\nreplicas: 1\nreplicas: 2\n', 'duplicate-key replicas'],
  ])('that cannot be read are told once: %j', (text, expected) => {
    const command = 'helm upgrade -i cni eks/aws-vpc-cni -f values.yaml --set env.MINIMUM_IP_TARGET=20\n';
    const told = (script: string): readonly string[] =>
      findings([
        { path: 'deploy.sh', text: script },
        { path: 'values.yaml', text },
      ]).map(({ uri, rule, range: { span } }) => `${uri} ${rule} ${text.slice(span.start, span.end)}`);
    expect(told('')).toEqual([]);
    expect(told(command)).toEqual([`values.yaml ${expected}`]);
    expect(told(command + command.replace('helm', 'helm --kube-context b'))).toEqual([`values.yaml ${expected}`]);
  });

  it('that are not seen leave open what is absent', () => {
    const text = (more: string): string => `helm install cni eks/aws-vpc-cni ${more} --set env.MINIMUM_IP_TARGET=9\n`;
    expect(found(text(''))).toEqual([expect.stringContaining('minimum-ip-target-without-warm-ip-target')]);
    for (const more of [
      '-f values.yaml',
      '-f "$FILE"',
      '-f a.yaml,b.yaml',
      '--post-renderer ./patch.sh',
      '--set $MORE',
    ])
      expect([more, found(text(more))]).toEqual([more, []]);
  });
});

describe('in editors', () => {
  const script = `# file: setup.sh
helm upgrade --install aws-vpc-cni eks/aws-vpc-cni \\
  --set env.WARM_IP_TARGET="5 " \\
  --set 'env.MINIMUM_IP_TARGET=10 ' --set "env.ENABLE_PREFIX_DELEGATON=true,env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=yes" \\
  --set-string=env.MAX_ENI=nine >/dev/null
`;

  it('fixes change nothing else, with CRLF too', () => {
    expect(checkAllFixes(script)).toBeGreaterThan(3);
    checkFixesWithCrlf(script);
  });

  it('explains variables', () => {
    checkHover(
      '# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni --set env.WARM_I$0P_TARGET=5,env.MINIMUM_IP_TARGET=9\n',
      ['WARM_IP_TARGET'],
    );
  });

  it.each([
    ['--set env.MINI$0', '--set env.MINIMUM_IP_TARGET='],
    ['--set env.WARM_IP_TARGET=5,env.MINI$0', '--set env.WARM_IP_TARGET=5,env.MINIMUM_IP_TARGET='],
    ['--set "env.WARM_IP_TARGET=5,env.MINI$0"', '--set "env.WARM_IP_TARGET=5,env.MINIMUM_IP_TARGET="'],
    ['--set env.MINI$0=5', '--set env.MINIMUM_IP_TARGET=5'],
  ])('completes the name in %s', (typed, expected) => {
    checkCompletion(`# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni ${typed}\n`, {
      label: 'MINIMUM_IP_TARGET',
      expected: `# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni ${expected}\n`,
    });
  });

  it('completes a value', () => {
    checkCompletion('# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni --set env.MAX_ENI=3,env.ENABLE_POD_ENI=tr$0\n', {
      label: 'true',
      expected: '# file: a.sh\nhelm upgrade cni eks/aws-vpc-cni --set env.MAX_ENI=3,env.ENABLE_POD_ENI=true\n',
    });
  });

  it('a comment above the command silences it', () => {
    checkClean(
      '# file: a.sh\n# eni-lens-disable-next-line invalid-integer -- on purpose\nhelm upgrade cni eks/aws-vpc-cni \\\n  --set env.MAX_ENI=nine\n',
    );
  });
});
