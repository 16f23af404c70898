import type { Format } from './format.js';

/**
 * Files of Terraform that hold nothing of ours, but what others of their folder name: local values, variables, launch templates, the ranges of a VPC. They are
 * read for those (`syntax/hcl/sharing.ts`).
 */
export const format: Format = {
  id: 'terraformShared',
  kinds: [],
  hints: ['locals {', 'aws_launch_template', 'terraform-aws-modules/vpc'],
  outlineHints: ['variable "'],
  takes: { syntaxes: ['hcl'] },
  onlySigns: true,
  read: () => [],
};
