import { expect, it } from 'vitest';
import { addon, item, patch } from '../harness/carriers.js';
import { eniLens, folderWith, json } from './program.js';

const clusterOf = (name: string, env: string) => addon(env).replace(/name: \w+/, `name: ${name}`);

const files = {
  'a/cluster.yaml': clusterOf('a', '        WARM_IP_TARGET: "2"\n'),
  'b/cluster.yaml': clusterOf('b', '        WARM_IP_TARGET: ${TARGET}\n'),
  'b/zones/west.yaml':
    'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: eu-west-1a }\nspec: { subnet: subnet-0123456789abcdef0 }\n',
  'k/patch.yaml': patch(item('WARM_IP_TARGET', '5')),
};

interface ClustersJson {
  readonly clusters: readonly {
    readonly name?: string;
    readonly files: readonly { readonly file: string; readonly because: string }[];
    readonly settings: readonly { readonly name: string; readonly value?: string; readonly at: unknown }[];
    readonly possibleFiles: readonly string[];
    readonly mayBelongTo: readonly string[];
  }[];
}

it('says which files are of which cluster and why, and what is in doubt', async () => {
  const cwd = folderWith(files);
  const outcome = await eniLens(['clusters', '--format', 'json'], { cwd });
  expect(outcome.code).toBe(0);
  const { clusters } = json<ClustersJson>('clusters', outcome);
  expect(clusters.map((each) => [each.name, each.files, each.possibleFiles, each.mayBelongTo])).toEqual([
    ['a', [{ file: 'a/cluster.yaml', because: 'declares' }], ['k/patch.yaml'], []],
    [
      'b',
      [
        { file: 'b/cluster.yaml', because: 'declares' },
        { file: 'b/zones/west.yaml', because: 'enclosed' },
      ],
      ['k/patch.yaml'],
      [],
    ],
    [undefined, [{ file: 'k/patch.yaml', because: 'alone' }], [], ['a', 'b']],
  ]);
  const values = clusters.map(({ settings }) => settings.map(({ name, value }) => [name, value]));
  expect(values).toEqual([[['WARM_IP_TARGET', '2']], [['WARM_IP_TARGET', undefined]], [['WARM_IP_TARGET', '5']]]);
});

it('shows the same to people, with the lines of settings', async () => {
  const { stdout } = await eniLens(['clusters', 'a', 'k'], { cwd: folderWith(files) });
  expect(stdout).toMatch(
    /^a\n {2}VPC CNI [\d.]+ is assumed: no file says which\n {2}node groups: 0, ENIConfigs: 0, subnets: 0\n/,
  );
  expect(stdout).toMatch(/WARM_IP_TARGET = 2 {2}a\/cluster\.yaml:\d+/);
  // Of two paths only one declares a cluster: the patch is its own.
  expect(stdout).toContain('k/patch.yaml    no other cluster is declared');
});

it('says of a script that it names the cluster', async () => {
  const script =
    'aws eks update-addon --cluster-name b --addon-name vpc-cni --configuration-values \'{"env":{"WARM_ENI_TARGET":"2"}}\'\n';
  const { stdout } = await eniLens(['clusters'], { cwd: folderWith({ ...files, 'scripts/warm.sh': script }) });
  expect(stdout).toContain('scripts/warm.sh    says the name of the cluster');
});

it('takes the word of the config file', async () => {
  const config = 'clusters:\n  - name: west\n    files: [/b/, /k/]\n';
  const { stdout } = await eniLens(['clusters'], { cwd: folderWith({ ...files, 'eni-lens.yaml': config }) });
  expect(stdout).toContain('k/patch.yaml       named in eni-lens.yaml');
  expect(stdout).not.toContain('may belong');
});

it('says where there is nothing, and what cannot be read', async () => {
  const nothing = await eniLens(['clusters'], { cwd: folderWith({ 'x.yaml': 'a: 1\n' }) });
  expect([nothing.code, nothing.stdout]).toEqual([
    0,
    'No aws-node settings, ENIConfig, eksctl cluster or node settings were found here\n',
  ]);
  const missing = await eniLens(['clusters', 'nowhere'], { cwd: folderWith({}) });
  expect(missing.code).toBe(4);
  expect(missing.stderr).toContain('nowhere');
  const input = await eniLens(['clusters', '-'], { cwd: folderWith({}), input: '' });
  expect([input.code, input.stdout]).toEqual([2, '']);
});
