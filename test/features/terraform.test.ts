import { describe, expect, it } from 'vitest';
import { checkCompletion, checkHover, proposals, renamed } from '../harness/features.js';

/** An add-on with lines of variables. */
function addon(env: string): string {
  return `# file: main.tf
resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({
    env = {
${env}
    }
  })
}
`;
}

describe('an editor in Terraform', () => {
  it('explains a variable and its value', () => {
    checkHover(addon('      WARM_IP_$0TARGET = "5"'), ['WARM_IP_TARGET']);
    checkHover(addon('      ENABLE_PREFIX_DELEGATION = "$0true"'), ['ENABLE_PREFIX_DELEGATION']);
  });

  it('completes a variable with its equals sign and quotes', () => {
    checkCompletion(addon('      WARM_ENI_TARGET = "1"\n      AWS_VPC_K8S_CNI_LOGLE$0'), {
      label: 'AWS_VPC_K8S_CNI_LOGLEVEL',
      expected: addon('      WARM_ENI_TARGET = "1"\n      AWS_VPC_K8S_CNI_LOGLEVEL = ""'),
    });
  });

  it('completes a variable on the line of others', () => {
    const labels = proposals(`# file: main.tf
resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({ env = { WARM_ENI_TARGET = "1", ENABLE_P$0 } })
}
`).map(({ label }) => label);
    expect(labels).toContain('ENABLE_PREFIX_DELEGATION');
  });

  it('completes a value between its quotes', () => {
    checkCompletion(addon('      AWS_VPC_K8S_CNI_EXTERNALSNAT = "$0"'), {
      label: 'true',
      expected: addon('      AWS_VPC_K8S_CNI_EXTERNALSNAT = "true"'),
    });
  });

  it('proposes nothing elsewhere', () => {
    expect(proposals('# file: main.tf\nresource "aws_instance" "x" {\n  ENA$0\n}\n')).toEqual([]);
  });

  it('does not rename a group that would be another one', () => {
    const text = '# file: main.tf\nresource "aws_eks_node_group" "w" {\n  node_group_name = "wor$0kers"\n}\n';
    expect(renamed(text, 'apps')).toContain('refused: Under another name it is a new node group');
  });
});
