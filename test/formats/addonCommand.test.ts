import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';

function found(text: string, path = 'setup.sh'): readonly string[] {
  return findings([{ path, text }]).map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);
}

const wrong = `'{"env":{"WARM_IP_TARGET":"five"}}'`;
const create = 'aws eks create-addon --cluster-name shop --addon-name vpc-cni';

describe('which commands configure the add-on', () => {
  it.each([
    `${create} --configuration-values ${wrong}`,
    `${create} --configuration-values=${wrong}`,
    `aws --region eu-west-1 eks update-addon --addon-name vpc-cni --cluster-name $C --configuration-values ${wrong} --resolve-conflicts PRESERVE`,
    `${create} \\\n  --addon-version v1.20.4-eksbuild.1 \\\n  --configuration-values ${wrong}`,
    `${create} --configuration-values "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}"`.replaceAll(
      '\\"five\\"',
      '\\"five\\"',
    ),
    `${create} --configuration-values 'env:\n  WARM_IP_TARGET: "five"\n'`,
    `if $ON; then ${create} --configuration-values ${wrong}; fi`,
    `${create}\naws eks update-addon --cluster-name shop --addon-name vpc-cni --configuration-values ${wrong}`,
  ])('%s', (text) =>
    expect(found(`${text}\n`).map((each) => each.replaceAll(/[\\"]/g, ''))).toEqual(['invalid-integer five']),
  );

  it.each([
    create,
    `${create} --configuration-values file://values.json`,
    `${create} --configuration-values "$VALUES"`,
    `${create} --configuration-values "$(cat values.json)"`,
    `${create} --configuration-values "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"$TARGET\\"}}"`,
    `${create} --configuration-values '{"env":{"WARM_IP_TARGET":"'"$TARGET"'"}}'`,
    `${create} --configuration-values {"env":{"WARM_IP_TARGET":"five"}}`,
    `${create} --configuration-values '{}'`,
    `${create} --configuration-values ''`,
    `${create.replace('vpc-cni', 'coredns')} --configuration-values ${wrong}`,
    `${create.replace('vpc-cni', '$ADDON')} --configuration-values ${wrong}`,
    `aws eks describe-addon --addon-name vpc-cni --configuration-values ${wrong}`,
    `aws eks delete-addon --addon-name vpc-cni --configuration-values ${wrong}`,
    `echo ${create} --configuration-values ${wrong}`,
    `echo "${create} --configuration-values ${wrong}"`,
    `bash -c "${create} --configuration-values ${wrong}"`,
    `cat <<EOF\n${create} --configuration-values ${wrong}\nEOF`,
    `# ${create} --configuration-values ${wrong}`,
    `${create} --cli-input-json file://x --configuration-values ${wrong}`,
    `eksctl create addon -f cluster.yaml --name vpc-cni --configuration-values ${wrong}`,
    `eksctl create addon --name kube-proxy --configuration-values ${wrong}`,
    `az aks update --name vpc-cni --configuration-values ${wrong}`,
    `if $A; then ${create} --configuration-values '{"env":{"WARM_IP_TARGET":"5"}}'; else ${create} --configuration-values ${wrong}; fi`,
    `${create} --configuration-values ${wrong}\naws eks update-addon --cluster-name shop --addon-name vpc-cni --configuration-values '{"env":{"WARM_IP_TARGET":"5","MINIMUM_IP_TARGET":"9"}}'`,
  ])('not %s', (text) => expect(found(`${text}\n`)).toEqual([]));
});

describe('a flag that eksctl does not have', () => {
  it.each([
    `eksctl create addon --cluster shop --name vpc-cni --configuration-values ${wrong}`,
    `eksctl update addon --cluster=shop --name=vpc-cni --force --configuration-values=${wrong}`,
  ])('is told where it stands, and the values are judged: %s', (text) =>
    expect(found(`${text}\n`)).toEqual(['addon-rejected-by-eksctl --configuration-values', 'invalid-integer "five"']),
  );

  it.each([
    'eksctl create addon --cluster shop --name vpc-cni --configuration-values "$VALUES"\n',
    'eksctl create addon --cluster shop --name vpc-cni --configuration-values file://cni.json\n',
  ])('is told whatever its value is: %s', (text) =>
    expect(found(text)).toEqual(['addon-rejected-by-eksctl --configuration-values']),
  );

  it('is not told of another add-on, or without the flag', () =>
    checkClean(`# file: setup.sh
eksctl create addon --cluster shop --name coredns --configuration-values '{}'
eksctl create addon --cluster shop --name vpc-cni --version latest
`));
});

describe('the configuration in a word', () => {
  const script = `# file: setup.sh
${create} --configuration-values '{"env":{"ENABLE_PREFIX_DELEGATON":"true","WARM_IP_TARGET":5,"MINIMUM_IP_TARGET":"9 "}}' --region eu-west-1
`;

  it('is judged as the add-on does', () => {
    check(`# file: setup.sh
${create} --configuration-values '{"env":{"WARM_IP_TARGET":5,"MINIMUM_IP_TARGET":"9"}}'
# 111..112 error unquoted-value: WARM_IP_TARGET
`);
  });

  it('is repaired by fixes that change nothing else, with CRLF too', () => {
    expect(checkAllFixes(script)).toBeGreaterThan(2);
    checkFixesWithCrlf(script);
    checkFix(
      `# file: a.sh\n${create} --configuration-values "{\\"env\\":{\\"WARM_IP_TARGT\\":\\"5\\",\\"MINIMUM_IP_TARGET\\":\\"9\\"}}"\n`,
      {
        rule: 'addon-unsupported-key',
        expected: `# file: a.sh\n${create} --configuration-values "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"5\\",\\"MINIMUM_IP_TARGET\\":\\"9\\"}}"\n`,
      },
    );
  });

  it('has its faults of shape beside here-documents too, and none while its quotes are open', () => {
    const list = `${create} --configuration-values '{"env":[{"name":"WARM_IP_TARGET","value":"5"}]}'`;
    const beside = 'cat <<EOF > a.txt\nb\nEOF\n';
    expect(found(`${list}\n`)).toEqual([expect.stringContaining('invalid-structure')]);
    expect(found(`${beside}${list}\n`)).toEqual([expect.stringContaining('invalid-structure')]);
    expect(found(`${beside}${list.slice(0, -1)}\nkubectl get nodes\n`)).toEqual([]);
  });

  it('is silenced by a comment above the command', () => {
    checkClean(`# file: a.sh\n# eni-lens-disable-next-line\n${create} \\\n  --configuration-values ${wrong}\n`);
  });
});

describe('values in a file', () => {
  const give = (file: string, cluster = 'shop'): string =>
    `aws eks create-addon --cluster-name ${cluster} --addon-name vpc-cni --configuration-values file://${file}\n`;
  const told = (files: Readonly<Record<string, string>>): readonly string[] =>
    findings(Object.entries(files).map(([path, text]) => ({ path, text }))).map(
      ({ uri, rule, range }) => `${uri} ${rule} ${files[uri]?.slice(range.span.start, range.span.end)}`,
    );
  const five = '{"env":{"WARM_IP_TARGET":"five"}}\n';

  it.each([
    ['cni.json', 'deploy.sh', 'cni.json'],
    ['./cni.json', 'deploy.sh', 'cni.json'],
    ['config/cni.json', 'scripts/deploy.sh', 'config/cni.json'],
    ['../cni.json', 'scripts/deploy.sh', 'cni.json'],
  ])('%s of %s is %s', (written, script, path) => {
    expect(told({ [script]: give(written), [path]: five })).toEqual([`${path} invalid-integer "five"`]);
  });

  it('may be YAML, and those of a file that is known for values are of the add-on as well', () => {
    expect(told({ 'a.sh': give('cni.yaml'), 'cni.yaml': 'env:\n  WARM_IP_TARGET: 3\n' })).toEqual([
      'cni.yaml unquoted-value 3',
      'cni.yaml warm-ip-target-without-minimum 3',
    ]);
    const two = '{"env":{"ENABLE_PREFIX_DELEGATION":true,"WARM_PREFIX_TARGET":"1"}}';
    expect(told({ 'cni.json': two })).toEqual([]);
    expect(told({ 'a.sh': give('cni.json'), 'cni.json': two })).toEqual(['cni.json unquoted-value true']);
  });

  it.each<[string, string, string, readonly string[]]>([
    [
      'a misspelt key',
      '',
      '{"env":{"WARM_ENI_TARGET":"1"},"enableNetworkPolcy":"true"}',
      ['addon-unsupported-key "enableNetworkPolcy"'],
    ],
    [
      'a key of the chart',
      '',
      '{"env":{"WARM_ENI_TARGET":"1"},"image":{"tag":"v1.19.0"}}',
      ['addon-unsupported-key "image"'],
    ],
    [
      'a key of something else',
      '',
      '{"env":{"WARM_ENI_TARGET":"1"},"replicas":2}',
      ['addon-unsupported-key "replicas"'],
    ],
    ['a number for a text', '', '{"env":{"WARM_ENI_TARGET":"1"},"enableNetworkPolicy":true}', ['unquoted-value true']],
    ['variables beside env', '', '{"WARM_ENI_TARGET":"1"}', ['settings-not-under-env "WARM_ENI_TARGET"']],
    [
      'a list of variables',
      '',
      'env:\n  - { name: WARM_ENI_TARGET, value: "1" }\ninit: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } }',
      ['invalid-structure - { name: WARM_ENI_TARGET, value: "1" }'],
    ],
    [
      'a key of later versions',
      ' --addon-version v1.15.1-eksbuild.1',
      '{"env":{"WARM_ENI_TARGET":"1"},"branchENICooldown":60}',
      ['addon-unsupported-key "branchENICooldown"'],
    ],
    [
      'a key of this version',
      ' --addon-version v1.19.0-eksbuild.1',
      '{"env":{"WARM_ENI_TARGET":"1"},"branchENICooldown":60}',
      [],
    ],
    [
      'an address that is a number',
      '',
      '{"env":{"WARM_ENI_TARGET":"1"},"nodeAgent":{"metricsBindAddr":8162}}',
      ['unquoted-value 8162'],
    ],
  ])('are judged by the schema of the version that the command names: %s', (_, version, values, expected) => {
    const script = give('cni.yaml').replace('\n', `${version}\n`);
    const all = told({ 'a.sh': script, 'cni.yaml': `${values}\n` });
    expect(all).toEqual(expected.map((line) => `cni.yaml ${line}`));
  });

  it('is silent of keys of the add-on where no command gives the file to one', () => {
    expect(told({ 'cni.yaml': 'env: { WARM_ENI_TARGET: "1" }\nreplicas: 2\n' })).toEqual([]);
    const helm = 'helm upgrade cni eks/aws-vpc-cni -f cni.yaml\n';
    expect(told({ 'a.sh': helm, 'cni.yaml': 'env: { WARM_ENI_TARGET: "1" }\nreplicas: 2\n' })).toEqual([]);
  });

  it.each<[string, string]>([
    ['{"env":{"WARM_ENI_TARGET":"1"}', 'cni.json syntax-error {'],
    ['{"env":{"WARM_ENI_TARGET":"1" "OTHER":"9"}}', 'cni.json syntax-error "1" "OTHER":"9"'],
    ['{"env":{"WARM_ENI_TARGET":"1,"OTHER":"9"}}', 'cni.json syntax-error OTHER":"9"'],
  ])('are told where they cannot be read: %s', (text, expected) => {
    expect(told({ 'cni.json': text })).toEqual([]);
    expect(told({ 'a.sh': give('cni.json'), 'cni.json': text })).toEqual([expected]);
    expect(told({ 'a.sh': give('cni.json'), 'b.sh': give('cni.json', 'other'), 'cni.json': text })).toEqual([expected]);
  });

  it('are mended in the file where a key is misspelt', () => {
    const values = (key: string): string =>
      `# file: cni.json\n{"env":{"WARM_ENI_TARGET":"1"},"${key}":"true"}\n# file: go.sh\n${give('cni.json')}`;
    checkFix(values('enableNetworkPolcy'), { rule: 'addon-unsupported-key', expected: values('enableNetworkPolicy') });
  });

  it('are mended in the file', () => {
    checkFix(`# file: cni.json\n{"env":{"WARM_PREFIX_TARGET":1}}\n# file: go.sh\n${give('cni.json')}`, {
      rule: 'unquoted-value',
      expected: `# file: cni.json\n{"env":{"WARM_PREFIX_TARGET":"1"}}\n# file: go.sh\n${give('cni.json')}`,
    });
  });

  it('count for the groups of the cluster that the command names', () => {
    // m5.large: 3 ENIs x 9 + 2 = 29 pods without prefixes, 434 with them.
    const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups: [{ name: web, instanceType: m5.large, maxPodsPerNode: 110 }]
`;
    const values = (on: string): string => `{"env":{"ENABLE_PREFIX_DELEGATION":"${on}"}}`;
    const files = (on: string) => ({ 'a.yaml': cluster, 'b.sh': give('cni.json'), 'cni.json': values(on) });
    expect(told(files('true'))).toEqual([]);
    expect(told(files('false'))).toEqual(['a.yaml max-pods-above-capacity 110']);
    expect(told({ ...files('false'), 'b.sh': give('cni.json', 'other') })).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['without the file', { 'a.sh': give('cni.json') }],
    ['without a command', { 'cni.json': five }],
    ['from somewhere on the machine', { 'a.sh': give('/etc/cni.json'), 'cni.json': five }],
    ['that a shell names', { 'a.sh': give('$FILE'), 'cni.json': five }],
    ['that two scripts give', { 'a.sh': give('cni.json'), 'b.sh': give('cni.json', 'other'), 'cni.json': five }],
    ['that documentation gives', { 'README.md': `\`\`\`bash\n${give('cni.json')}\`\`\`\n`, 'cni.json': five }],
    ['of a manifest', { 'a.sh': give('cni.yaml'), 'cni.yaml': 'apiVersion: v1\nenv: { WARM_IP_TARGET: five }\n' }],
  ])('are not read %s', (_, files) => expect(told(files)).toEqual([]));
});
