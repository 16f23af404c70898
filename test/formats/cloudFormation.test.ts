import { describe, expect, it } from 'vitest';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const told = (text: string, path = 'template.yaml') =>
  findings([{ path, text }]).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

/** A template with the add-on, whose configuration values are written as given, and more resources. */
const template = (values: string, more = '') => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      ClusterName: !Ref Cluster
      ConfigurationValues: ${values}
${more}`;

/** A managed group of m5.large, of which EKS computes 29 pods (3 ENIs × 9 + 2), and 110 with prefixes. */
const nodes = (more = '') => `  Nodes:
    Type: AWS::EKS::Nodegroup
    Properties:
      ClusterName: !Ref Cluster
      InstanceTypes: [m5.large]
      NodeRole: !GetAtt NodeRole.Arn
      Subnets: [!Ref SubnetA]
${more}`;

const prefixes = `'{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}'`;

describe('the add-on of a template', () => {
  it('is read within !Sub, where variables of the template are unknown', () => {
    check(`Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      ConfigurationValues: !Sub |
        {
          "env": {
            "MAX_ENI": "nine",
#                      ^^^^^^ warning invalid-integer: MAX_ENI is "nine", which the CNI does not read as a whole number: it uses the instance type's limit instead, and no log says so
            "WARM_IP_TARGET": "\${Warm}",
            "WARM_IP_TARGETS": "5"
#           ^^^^^^^^^^^^^^^^^ warning addon-unsupported-key: WARM_IP_TARGETS is not a variable of the CNI, so the add-on does not take it: did you mean WARM_IP_TARGET?
          }
        }
`);
  });

  it.each([
    ['a text', `'{"env": {"MAX_ENI": "nine"}}'`],
    ['!Sub', `!Sub '{"env": {"MAX_ENI": "nine"}}'`],
    ['!Sub with variables', `!Sub ['{"env": {"MAX_ENI": "nine"}}', { A: b }]`],
    ['Fn::Sub', `{ Fn::Sub: '{"env": {"MAX_ENI": "nine"}}' }`],
    ['Fn::Sub with variables', `{ Fn::Sub: ['{"env": {"MAX_ENI": "nine"}}', { A: b }] }`],
    ['Fn::Join of one piece', `{ Fn::Join: ["", ['{"env": {"MAX_ENI": "nine"}}']] }`],
    ['!Join of one piece', `!Join ["", ['{"env": {"MAX_ENI": "nine"}}']]`],
  ])('is read in %s, and mended there', (_, values) => {
    expect(told(template(values)).map((line) => line.split(':')[0])).toEqual(['warning invalid-integer']);
    const numbers = values.replace('"MAX_ENI": "nine"', '"WARM_IP_TARGET": 5, "MINIMUM_IP_TARGET": "8"');
    checkFix(template(numbers), { rule: 'unquoted-value', expected: template(numbers.replace('5', '"5"')) });
  });

  it.each([
    '!Ref Values',
    '!If [Prefixes, \'{"env": {"MAX_ENI": "nine"}}\', !Ref AWS::NoValue]',
    `{ Fn::If: [Prefixes, '{}', { Ref: AWS::NoValue }] }`,
    '{ Ref: Values }',
    '!FindInMap [Values, !Ref AWS::Region, Cni]',
    `{ Fn::Join: ["", ['{"env": {"MAX_ENI": "', { Ref: Most }, '"}}']] }`,
    '!GetAtt Values.Json',
    "!Sub '${Values}'",
    '{ Fn::Transform: { Name: Merge } }',
  ])('is unknown as %s', (values) => {
    checkClean(template(values, nodes()));
  });

  it('that is no text is a fault', () => {
    expect(told(template('{ env: { WARM_ENI_TARGET: "2" } }'))).toEqual([
      'error invalid-embedded-document: ConfigurationValues is a map, but must be a string that holds JSON or YAML',
    ]);
  });

  it('is read of JSON, as CDK writes it', () => {
    const text = (value: string) =>
      `{"Resources":{"Cni":{"Type":"AWS::EKS::Addon","Properties":{"AddonName":"vpc-cni","ConfigurationValues":"{\\"env\\":{\\"WARM_IP_TARGET\\":${value},\\"MINIMUM_IP_TARGET\\":\\"8\\"}}"}}}}`;
    expect(findings([{ path: 'cdk.out/shop.template.json', text: text('5') }]).map(({ rule }) => rule)).toEqual([
      'unquoted-value',
    ]);
    checkFix(text('5'), { rule: 'unquoted-value', expected: text('\\"5\\"') });
  });
});

describe('a text that Fn::Join puts together', () => {
  it('is one text, whose findings stand in its pieces', () => {
    check(`Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      ConfigurationValues: !Join
        - ''
        - - '{"env": {"MAX_ENI": "nine", '
#                                ^^^^^^ warning invalid-integer: MAX_ENI is "nine", which the CNI does not read as a whole number: it uses the instance type's limit instead, and no log says so
          - '"WARM_IP_TARGET": "'
          - !Ref Warm
          - '", "WARM_IP_TARGETS": "5"}}'
#               ^^^^^^^^^^^^^^^^^ warning addon-unsupported-key: WARM_IP_TARGETS is not a variable of the CNI, so the add-on does not take it: did you mean WARM_IP_TARGET?
`);
  });

  const values = (number: string) =>
    template(`!Join ['', ['{"env": ', '{"WARM_IP_TARGET": ${number}, "MINIMUM_', 'IP_TARGET": "8"}', '}']]`);

  it('is mended within a piece', () => {
    checkFix(values('5'), { rule: 'unquoted-value', expected: values('"5"') });
  });

  it.each([
    [`['', ['{"env": {"MINIMUM_IP_TARGET": "8", "WARM_IP_TARGET": 5', "}}"]]`, '5', '"5"'],
    [`['', ['{"env": {"MINIMUM_IP_TARGET": "8", ', "\\"WARM_IP_TARGET\\": 5}}"]]`, '5', '\\"5\\"'],
    [`["\\n", ['{"env": {"MINIMUM_IP_TARGET": "8",', '"WARM_IP_TARGET": 5', '}}']]`, '5', '"5"'],
  ])('is mended in the quotes of the piece, whatever those of the others are: %s', (join, written, mended) => {
    const text = template(`!Join ${join}`);
    const expected = template(`!Join ${join.replace(`: ${written}`, `: ${mended}`)}`);
    checkFix(text, { rule: 'unquoted-value', expected });
  });

  it('is not mended over two pieces', () => {
    const text = template(`!Join ['', ['{"env": {"WARM_IP_', 'TARGETS": "5", "MINIMUM_IP_TARGET": "8"}}']]`);
    const found = findings([{ path: 'template.yaml', text }]);
    expect(found.length).toBe(1);
    expect(found.map(({ fixes }) => fixes)).toEqual([[]]);
  });

  it('joins a group to its cluster by its name', () => {
    const named = (name: string) => template(prefixes, nodes()).replaceAll('!Ref Cluster', name);
    expect(told(named("!Join ['-', [shop, eu]]"))).toEqual(told(named('shop-eu')));
  });

  it('is unknown from what a condition or a list of its own decides', () => {
    for (const pieces of ['!Ref Lines', '[!If [Big, \'{"env": {"MAX_ENI": "nine"}}\', "{}"]]', '!Split [",", "a,b"]'])
      checkClean(template(`!Join ['', ${pieces}]`));
  });
});

describe('nodes that are made before the add-on', () => {
  const late = /cni-configured-after-nodes/;
  const dependent = (on: string, more: string) =>
    template(prefixes, more).replace(
      '    Type: AWS::EKS::Addon\n',
      `    Type: AWS::EKS::Addon\n    DependsOn: ${on}\n`,
    );

  it('get max pods by single addresses', () => {
    expect(told(dependent('Nodes', nodes())).filter((line) => late.test(line))).toEqual([
      'warning cni-configured-after-nodes: The nodes of Nodes are made before this add-on turns prefix delegation on: EKS computes max pods of 29 for them instead of 110',
    ]);
  });

  it.each([
    ['one of several', '[Role, Nodes]', nodes(), 1],
    [
      'something that waits for them',
      'Wait',
      `${nodes()}  Wait:\n    Type: AWS::CloudFormation::WaitCondition\n    DependsOn: Nodes\n    Properties: { Count: 1 }\n`,
      1,
    ],
    ['something else', 'Role', nodes(), 0],
    ['the other way round', 'Role', nodes().replace('    Properties:', '    DependsOn: Cni\n    Properties:'), 0],
    [
      'a group with an image of its own',
      'Nodes',
      nodes(
        '      LaunchTemplate: { Id: !Ref Lt, Version: "1" }\n  Lt:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      LaunchTemplateData: { ImageId: ami-0123456789abcdef0 }\n',
      ),
      0,
    ],
    [
      'a launch template that leaves max pods alone',
      'Nodes',
      nodes(
        '      LaunchTemplate: { Id: !Ref Lt, Version: "1" }\n  Lt:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      LaunchTemplateData: { EbsOptimized: true }\n',
      ),
      1,
    ],
    [
      'a launch template of another stack',
      'Nodes',
      nodes('      LaunchTemplate: { Id: !ImportValue lt, Version: "1" }\n'),
      0,
    ],
  ])('by %s', (_, on, more, count) => {
    expect(told(dependent(on, more)).filter((line) => late.test(line)).length).toBe(count);
  });
});

describe('what nodes start with', () => {
  const started = (type: string, data: string) => `Resources:
  Nodes:
    Type: AWS::EKS::Nodegroup
    Properties:
      NodegroupName: web
      InstanceTypes: [m5.large]
      ${type}LaunchTemplate: { Id: !Ref Lt, Version: !GetAtt Lt.LatestVersionNumber }
  Lt:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
${data.replace(/^(?=.)/gm, '        ')}  Cni:
    Type: AWS::EKS::Addon
    Properties: { AddonName: vpc-cni, ConfigurationValues: '{"env": {"WARM_ENI_TARGET": "1"}}' }
`;
  const image = 'ImageId: ami-0123456789abcdef0\n';
  const above = /max-pods-above-capacity/;

  it.each([
    [
      'bootstrap.sh',
      '',
      `${image}UserData:\n  Fn::Base64: !Sub |\n    #!/bin/bash\n    /etc/eks/bootstrap.sh \${Cluster} --use-max-pods false --kubelet-extra-args '--max-pods=110'\n`,
    ],
    [
      'bootstrap.sh behind !Base64',
      '',
      `${image}UserData: !Base64 |\n  #!/bin/bash\n  /etc/eks/bootstrap.sh shop --use-max-pods false --kubelet-extra-args '--max-pods=110'\n`,
    ],
    [
      'a NodeConfig',
      'AmiType: AL2023_x86_64_STANDARD\n      ',
      'UserData: !Base64\n  Fn::Sub: |\n    MIME-Version: 1.0\n    Content-Type: multipart/mixed; boundary="B"\n\n    --B\n    Content-Type: application/node.eks.aws\n\n    ---\n    apiVersion: node.eks.aws/v1alpha1\n    kind: NodeConfig\n    spec:\n      kubelet:\n        config:\n          maxPods: 110\n\n    --B--\n',
    ],
    [
      'a file for nodeadm',
      '',
      `${image}UserData:\n  Fn::Base64: |\n    #!/bin/bash\n    cat <<EOF > /etc/eks/nodeadm.d/x.yaml\n    apiVersion: node.eks.aws/v1alpha1\n    kind: NodeConfig\n    spec: { kubelet: { config: { maxPods: 110 } } }\n    EOF\n`,
    ],
    [
      'settings of Bottlerocket',
      '',
      `${image}UserData:\n  Fn::Base64: !Sub |\n    [settings.kubernetes]\n    cluster-name = "\${Cluster}"\n    max-pods = 110\n`,
    ],
    [
      'pieces of a script',
      '',
      `${image}UserData:\n  Fn::Base64: !Join\n    - ''\n    - - "#!/bin/bash\\n"\n      - "set -o xtrace\\n"\n      - "/etc/eks/bootstrap.sh "\n      - !Ref Cluster\n      - " --use-max-pods false --kubelet-extra-args '--max-pods=110'\\n"\n`,
    ],
    [
      'lines of a script',
      '',
      `${image}UserData: { Fn::Base64: { Fn::Join: ["\\n", ["#!/bin/bash", { "Fn::Sub": "/etc/eks/bootstrap.sh \${Cluster} \\\\" }, "--kubelet-extra-args --max-pods=110"]] } }\n`,
    ],
  ])('by %s gives max pods', (_, type, data) => {
    const lines = told(started(type, data)).filter((line) => above.test(line));
    expect(lines.map((line) => line.replace(/: .*?(?=110)/, ' … '))).toEqual([
      'warning max-pods-above-capacity … 110 is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29, which leaves 81 in ContainerCreating on a full node',
    ]);
  });

  it('is mended in the text', () => {
    const text = (pods: string) =>
      started(
        '',
        `${image}UserData:\n  Fn::Base64: !Sub |\n    [settings.kubernetes]\n    cluster-name = "\${Cluster}"\n    max-pods = ${pods}\n`,
      );
    checkFix(text('"20"'), { rule: 'invalid-structure', expected: text('20') });
  });

  it.each([
    [
      'a parameter for flags',
      `${image}UserData:\n  Fn::Base64: !Sub |\n    /etc/eks/bootstrap.sh \${Cluster} \${Arguments}\n`,
    ],
    [
      'a parameter for a line',
      `${image}UserData:\n  Fn::Base64: !Sub |\n    /etc/eks/bootstrap.sh \${Cluster} --kubelet-extra-args '--max-pods=110'\n    \${More}\n`,
    ],
    [
      'a parameter for the number',
      `${image}UserData:\n  Fn::Base64: !Sub |\n    /etc/eks/bootstrap.sh \${Cluster} --kubelet-extra-args '--max-pods=\${Pods}'\n`,
    ],
    ['a parameter for all', `${image}UserData: !Ref UserData\n`],
    [
      'a number among pieces',
      `${image}UserData: { Fn::Base64: { Fn::Join: ["", ["/etc/eks/bootstrap.sh shop --kubelet-extra-args --max-pods=", { Ref: Pods }]] } }\n`,
    ],
    [
      'flags among pieces',
      `${image}UserData: { Fn::Base64: { Fn::Join: [" ", ["/etc/eks/bootstrap.sh shop", { Ref: Arguments }]] } }\n`,
    ],
    ['a list that is made elsewhere', `${image}UserData: { Fn::Base64: { Fn::Join: ["", { Ref: Lines }] } }\n`],
  ])('is unknown with %s', (_, data) => {
    expect(told(started('', data)).filter((line) => above.test(line))).toEqual([]);
  });

  it('of an Auto Scaling group makes it a group of nodes', () => {
    const text = `Resources:
  Workers:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "1"
      MaxSize: "3"
      MixedInstancesPolicy:
        LaunchTemplate:
          LaunchTemplateSpecification: { LaunchTemplateId: !Ref Lt, Version: "1" }
          Overrides: [{ InstanceType: t3.medium }]
  Lt:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        UserData:
          Fn::Base64: !Sub |
            #!/bin/bash
            set -o xtrace
            /etc/eks/bootstrap.sh \${Cluster} --use-max-pods false --kubelet-extra-args '--max-pods=110'
  Cni:
    Type: AWS::EKS::Addon
    Properties: { AddonName: vpc-cni, ConfigurationValues: '{}' }
`;
    // t3.medium: 3 ENIs × (6 − 1) + 2 = 17.
    expect(told(text).filter((line) => above.test(line))).toEqual([
      'warning max-pods-above-capacity: --max-pods 110 is above the 17 pods t3.medium can serve: 3 ENIs × (6 − 1) + 2 = 17, which leaves 93 in ContainerCreating on a full node',
    ]);
  });
});

describe('what CDK gives a cluster', () => {
  const own = (type: string, properties: object) =>
    JSON.stringify({ Resources: { Own: { Type: `Custom::AWSCDK-EKS-${type}`, Properties: properties } } });
  const eniConfig = (subnet: string) => [
    {
      apiVersion: 'crd.k8s.amazonaws.com/v1alpha1',
      kind: 'ENIConfig',
      metadata: { name: 'eu-west-1a' },
      spec: { subnet, securityGroups: ['sg-0f1e2d3c4b5a69788'] },
    },
  ];
  const patched = { containers: [{ name: 'aws-node', env: [{ name: 'MAX_ENI', value: 'nine' }] }] };
  const patch = JSON.stringify({ spec: { template: { spec: patched } } });

  it.each([
    [
      'a manifest',
      own('KubernetesResource', { Manifest: JSON.stringify(eniConfig('subnet-1')) }),
      ['eniconfig-invalid-id'],
    ],
    [
      'a patch',
      own('KubernetesPatch', { ResourceName: 'daemonset/aws-node', ApplyPatchJson: patch }),
      ['invalid-integer'],
    ],
    [
      'a patch of something else',
      own('KubernetesPatch', { ResourceName: 'daemonset/aws-nodes', ApplyPatchJson: patch }),
      [],
    ],
    [
      'values of the chart',
      own('HelmChart', { Chart: 'aws-vpc-cni', Values: '{"env":{"MAX_ENI":"nine"}}' }),
      ['invalid-integer'],
    ],
    ['values of another chart', own('HelmChart', { Chart: 'cilium', Values: '{"env":{"MAX_ENI":"nine"}}' }), []],
    [
      'a manifest of pieces',
      own('KubernetesResource', { Manifest: { 'Fn::Join': ['', ['[{"kind":"ENIConfig"', { Ref: 'A' }, '}]']] } }),
      [],
    ],
  ])('is read of %s', (_, text, rules) => {
    expect(findings([{ path: 'cdk.out/a.template.json', text }]).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('look-alikes', () => {
  it.each([
    [
      'a template without EKS',
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Environment: { Variables: { WARM_IP_TARGET: five } }\n',
    ],
    [
      'a service of ECS',
      'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions: [{ Name: aws-node, Environment: [{ Name: MAX_ENI, Value: nine }] }]\n',
    ],
    ['an add-on of another name', template('{"env": {"MAX_ENI": "nine"}}').replace('vpc-cni', 'coredns')],
    ['tags of GitLab', 'job:\n  script:\n    - !reference [.setup, script]\n  variables: { A: AWS::EKS::Addon }\n'],
    [
      'tags of Home Assistant',
      'Resources: !include_dir_merge_named AWS::EKS::Addon\nautomation: !include a.yaml\npassword: !secret AWS::EKS::Cluster\n',
    ],
    [
      'resources of something else',
      'Resources:\n  Cni: { Type: EKS::Addon, Properties: { AddonName: vpc-cni, ConfigurationValues: { env: { MAX_ENI: nine } } } }\n# AWS::EKS::Addon\n',
    ],
    ['a list of resources', 'Resources: [{ Type: AWS::EKS::Addon, Properties: { AddonName: vpc-cni } }]\n'],
    [
      'resources without properties',
      'Resources:\n  A: { Type: AWS::EKS::Addon }\n  B: AWS::EKS::Nodegroup\n  C:\n  D: { Type: AWS::EKS::Nodegroup, Properties: }\n',
    ],
    [
      'a loop',
      'Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Groups:\n    - Name\n    - [a, b]\n    - "${Name}Nodes":\n        Type: AWS::EKS::Nodegroup\n        Properties: { InstanceTypes: [m5.large] }\n',
    ],
    [
      'two add-ons under conditions',
      `${template(prefixes, nodes())}  Other:\n    Type: AWS::EKS::Addon\n    Condition: Small\n    Properties: { AddonName: vpc-cni, ConfigurationValues: '{"env": {"WARM_ENI_TARGET": "2"}}' }\n`,
    ],
  ])('%s is left alone', (_, text) => {
    checkClean(text);
  });
});

describe('the VPC of a cluster', () => {
  const vpc = (cidr: string, more = '', subnets = '[!Ref A]') => `Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: ${cidr} } }
${more}  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: !Ref Range } }
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: shop
      KubernetesNetworkConfig: { ServiceIpv4Cidr: 10.1.0.0/16 }
      ResourcesVpcConfig: { SubnetIds: ${subnets} }
`;
  const second = (cidr: string, of = 'Vpc') =>
    `  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref ${of}, CidrBlock: ${cidr} } }\n`;

  it('has ranges of a size that EC2 takes, the further ones too', () => {
    check(`Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.16.0.0/15 } }
#                                                      ^^^^^^^^^^^^ error vpc-cidr-size: EC2 refuses the range 10.16.0.0/15: those of a VPC are from /16 to /28
  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref Vpc, CidrBlock: 100.64.0.0/10 } }
#                                                                                 ^^^^^^^^^^^^^ error vpc-cidr-size
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.16.0.0/24 } }
  Cluster:
    Type: AWS::EKS::Cluster
    Properties: { Name: shop, ResourcesVpcConfig: { SubnetIds: [!Ref A] } }
`);
    expect(told(vpc('10.0.0.0/16', second('100.64.0.0/16')))).toEqual([]);
    expect(told(vpc('10.0.0.0/28'))).toEqual([]);
  });

  it('is beside the range of its services', () => {
    expect(told(vpc('10.1.0.0/16'))).toEqual([
      'error service-cidr-conflict: EKS refuses the service range 10.1.0.0/16: it overlaps with 10.1.0.0/16',
    ]);
  });

  it.each([
    ['where its range is filled in', vpc('!Ref Range')],
    ['where a function makes it', vpc('!Select [0, !Cidr [10.0.0.0/8, 2, 17]]')],
    ['where the subnets are not of the template', vpc('10.0.0.0/8', '', '!Ref Subnets')],
    ['where the further range is of another VPC', vpc('10.0.0.0/16', second('100.64.0.0/10', 'Other'))],
  ])('is not judged %s', (_, text) => expect(told(text)).toEqual([]));
});
