import { describe, expect, it } from 'vitest';
import { check, checkClean, findings } from '../harness/check.js';
import { checkHover, proposals } from '../harness/features.js';
import { resource } from '../harness/read.js';

/** What is found in a script, as `rule text`. */
function found(text: string, path = 'setup.sh'): readonly string[] {
  return findings([{ path, text }]).map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);
}

const group = '--node-type m5.large --max-pods-per-node 900';
const cluster = `eksctl create cluster --name shop ${group}`;

/* m5.large: 434 with prefix delegation, 29 without. */
describe('which commands make node groups', () => {
  it.each([
    cluster,
    `eksctl create cluster shop ${group}`,
    `eksctl create cluster -n shop -t m5.large --max-pods-per-node=900`,
    `sudo eksctl create cluster --name=shop --managed ${group}`,
    `eksctl create cluster --name "$NAME" ${group}`,
    `eksctl create cluster --name <name> ${group}`,
    `eksctl create cluster \\\n  --name shop \\\n  --node-type m5.large \\\n  --max-pods-per-node 900`,
    `eksctl create cluster --name shop --managed=false ${group}`,
    `eksctl create cluster --name shop --fargate --managed ${group}`,
    `eksctl create nodegroup --cluster shop --name web ${group}`,
    `eksctl create ng --cluster shop web ${group}`,
    `eksctl create cluster --name shop --without-nodegroup\neksctl create nodegroup --cluster shop --name web ${group}`,
    `if ! eksctl get cluster shop; then ${cluster}; fi`,
    `for name in a b; do eksctl create nodegroup --cluster shop --name $name ${group}; done`,
    `eksctl create cluster --name shop --max-pods-per-node 900`,
  ])('%s', (text) => expect(found(`${text}\n`)).toEqual(['max-pods-above-capacity 900']));

  it.each([
    `eksctl create cluster --name shop --node-type m5.large --max-pods-per-node 29`,
    `eksctl create cluster --name shop --node-type $TYPE --max-pods-per-node 900`,
    `eksctl create cluster --name shop --node-type <type> --max-pods-per-node 900`,
    `eksctl create cluster --name shop --node-type m5.large --max-pods-per-node $PODS`,
    `eksctl create cluster --name shop --node-type m5.large --max-pods-per-node "$(pods)"`,
    `eksctl create cluster --name shop --without-nodegroup ${group}`,
    `eksctl create cluster --name shop --fargate ${group}`,
    `eksctl create cluster --name shop --instance-selector-vcpus 4 --max-pods-per-node 900`,
    `eksctl create cluster --dry-run ${group}`,
    `eksctl create cluster -f cluster.yaml ${group}`,
    `eksctl delete cluster --name shop ${group}`,
    `eksctl create fargateprofile --cluster shop ${group}`,
    `eksctl create nodegroup --help ${group}`,
    `${cluster.replace('shop', 'a')}\n${cluster.replace('shop', 'b')}`,
    `${cluster}\neksctl create nodegroup --cluster other ${group}`,
    `${cluster}\neksctl create cluster -f - <<EOF\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: $N, region: $R }\nEOF`,
    `echo ${cluster}`,
    `echo "${cluster}"`,
    `# ${cluster}`,
    `cat <<EOF\n${cluster}\nEOF`,
    `bash -c "${cluster}"`,
    `eksctl anywhere create cluster ${group}`,
    `gcloud container clusters create shop --max-pods-per-node 900`,
    `az aks create --name shop --max-pods 900 # eksctl create`,
    `${cluster.slice(0, -4)}`,
    `${cluster.replace('900', '"900')}`,
  ])('not %s', (text) => expect(found(`${text}\n`)).toEqual([]));
});

describe('a cluster made by flags', () => {
  it('is what eksctl makes of them', () => {
    const text = `eksctl create cluster --name shop --region eu-west-1 --version=1.33 --zones eu-west-1a,eu-west-1b --vpc-cidr 10.0.0.0/20 -P --nodes-min=1 -M 9 --node-labels "team=web,zone=a" --nodegroup-name web --instance-types "m5.large, m5a.large"\n`;
    const [declaration, nodes] = [resource(text, 'cluster', 'setup.sh'), resource(text, 'nodeGroup', 'setup.sh')];
    const zones = declaration.availabilityZones;
    expect([declaration.name, declaration.region, declaration.version, declaration.vpcCidr]).toMatchObject(
      ['shop', 'eu-west-1', '1.33', '10.0.0.0/20'].map((value) => ({ kind: 'known', value })),
    );
    expect(zones).toMatchObject({ value: [{ value: 'eu-west-1a' }, { value: 'eu-west-1b' }] });
    expect(nodes).toMatchObject({
      name: { value: 'web' },
      management: 'managed',
      amiFamily: 'al2023',
      instanceTypes: { value: [{ value: 'm5.large' }, { value: 'm5a.large' }] },
      minSize: { value: 1 },
      maxSize: { value: 9 },
      desiredCapacity: { kind: 'absent' },
      privateNetworking: { value: true },
      labels: [
        { key: { value: 'team' }, value: { value: 'web' } },
        { key: { value: 'zone' }, value: { value: 'a' } },
      ],
    });
    const places = [zones, nodes.instanceTypes].flatMap((list) => (list.kind === 'known' ? list.value : []));
    expect(
      places.map((each) => (each.kind === 'known' ? text.slice(each.at.span.start, each.at.span.end) : '')),
    ).toEqual(['eu-west-1a', 'eu-west-1b', 'm5.large', 'm5a.large']);
  });

  it('has its numbers in the words of the command', () => {
    check(
      `# file: setup.sh
${cluster}
#                                                                           ^^^ info max-pods-above-capacity: --max-pods-per-node 900 is above
`.replace(/^# {10,}\^/m, `#${' '.repeat(cluster.indexOf('900') - 1)}^`),
    );
  });

  it('has its nodes before the commands that turn prefix delegation on', () => {
    const made = 'eksctl create cluster --name shop --node-type m5.large --nodes 3\n';
    const on = 'kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true WARM_PREFIX_TARGET=1\n';
    const addon = `aws eks update-addon --cluster-name shop --addon-name vpc-cni --configuration-values '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}'\n`;
    expect(found(made + on)).toEqual(['cni-configured-after-nodes ENABLE_PREFIX_DELEGATION']);
    expect(found(made + addon).map((each) => each.split(' ')[0])).toEqual(['cni-configured-after-nodes']);
    const without = 'eksctl create cluster --name shop --without-nodegroup\n';
    const later = 'eksctl create nodegroup --cluster shop --name web --node-type m5.large\n';
    expect(found(without + on + later)).toEqual([]);
    expect(found(without + addon + later)).toEqual([]);
    expect(found(`${made.replace('--nodes 3', '--max-pods-per-node 110')}${on}`)).toEqual([]);
  });

  it('is one of Auto Mode, whose settings have no effect', () => {
    const auto = 'eksctl create cluster --name auto --enable-auto-mode\n';
    const on = 'kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true\n';
    expect(found(auto + on)).toEqual(['auto-mode-ignores-settings ENABLE_PREFIX_DELEGATION']);
    expect(found(auto + on.replace('set env', '--context other set env'))).toEqual([]);
    expect(found(`${auto}aws eks update-kubeconfig --name other\n${on}`)).toEqual([]);
    expect(found(`${auto}${on}eksctl create nodegroup --cluster auto --name web\n`)).toEqual([]);
  });

  it('is checked in a fence of documentation, and silenced by a comment', () => {
    const fence = (above: string): string =>
      `# Setup\n\n${above}\`\`\`console\n$ ${cluster}\n2026-01-01 [ℹ]  using region\n\`\`\`\n`;
    expect(found(fence(''), 'README.md')).toEqual(['max-pods-above-capacity 900']);
    expect(found(fence('<!-- eni-lens-disable-next-line -->\n'), 'README.md')).toEqual([]);
    checkClean(
      `# file: a.sh\n# eni-lens-disable-next-line max-pods-above-capacity\n${cluster.replace(' --max', ' \\\n  --max')}\n`,
    );
  });

  it('has hovers and completion', () => {
    checkHover(`# file: a.sh\n${cluster.replace('m5.large', 'm5$0.large')}\n`, ['m5.large']);
    checkHover(`# file: a.sh\n${cluster.replace('900', '90$00')}\n`, ['29']);
    const types = proposals('# file: a.sh\neksctl create cluster --name shop --node-type m5.la$0\n');
    expect(types.map(({ label }) => label)).toContain('m5.large');
  });
});
