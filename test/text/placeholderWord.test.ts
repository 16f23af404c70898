import { describe, expect, it } from 'vitest';
import { isPlaceholderForNumber, isPlaceholderWord } from '../../server/text/placeholderWord.js';

describe('a word in capitals is a placeholder', () => {
  it.each([
    ['AMI_ID', 'ami'],
    ['AMI', 'ami'],
    ['REGION', 'region'],
    ['AWS_REGION', 'region'],
    ['K8S_VERSION', 'version'],
    ['INSTANCE_TYPE', 'instanceType'],
    ['INSTANCE_TYPES', 'instanceTypes'],
    ['MAX_PODS', 'maxPodsPerNode'],
    ['MAX_NODES', 'maxSize'],
    ['DESIRED_CAPACITY', 'desiredCapacity'],
    ['VPC_CIDR', 'cidr'],
    ['SUBNET_A_ID', 'subnet'],
    ['SUBNET_ID_1', 'subnets'],
    ['SUBNET_1', 'subnets'],
    ['SG_ID', 'securityGroups'],
    ['AZ1', 'availabilityZones'],
    ['REGIONa', 'availabilityZones'],
    ['AWS_REGIONb', 'availabilityZones'],
    ['WARM_IP_TARGET', 'WARM_IP_TARGET'],
    ['ROLE_ARN', 'iamRoleARN'],
    ['arn:aws:iam::ACCOUNT_ID:role/nodes', 'arn'],
    ['subnet-SUBNET_ID', 'subnet'],
    ['VPC_CIDR,PEER_CIDR', 'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS'],
    ['ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com/amazon-k8s-cni:CNI_VERSION', 'image'],
    ['--max-pods=MAX_PODS', 'flags'],
  ])('%s at %s', (text, field) => expect(isPlaceholderWord(text, field)).toBe(true));
});

describe('what is no placeholder, but a value that may be wrong', () => {
  it.each([
    ['MANY', 'maxPodsPerNode'],
    ['M5.LARGE', 'instanceType'],
    ['LARGE', 'instanceType'],
    ['AL2', 'amiFamily'],
    ['AMAZON_LINUX_2', 'amiFamily'],
    ['ENABLE', 'ENABLE_PREFIX_DELEGATION'],
    ['ENABLED', 'ENABLE_PREFIX_DELEGATION'],
    ['TRUE', 'ENABLE_POD_ENI'],
    ['STRICT', 'POD_SECURITY_GROUP_ENFORCING_MODE'],
    ['DEBUG', 'AWS_VPC_K8S_CNI_LOGLEVEL'],
    ['ON_DEMAND', 'capacityType'],
    ['CAPACITY_BLOCK', 'capacityType'],
    ['API_AND_CONFIG_MAP', 'authenticationMode'],
    ['AL2023_ARM_64_STANDARD', 'amiType'],
    ['NEW-SUBNET-ID1', 'subnet'],
    ['10.0.0.0/16', 'cidr'],
    ['WARM_IP_TARGET=5', 'env'],
    ['{"env":{"WARM_IP_TARGET":"5"}}', 'configurationValues'],
    ['export CLUSTER_NAME', 'preBootstrapCommands'],
  ])('%s at %s', (text, field) => expect(isPlaceholderWord(text, field)).toBe(false));
});

describe('a word in capitals where a number or a boolean must stand', () => {
  it.each([
    ['IS_SPOT', 'spot', true],
    ['DESIRED', 'desiredCapacity', true],
    ['MIN', 'minSize', true],
    ['PRIVATE', 'privateNetworking', true],
    ['USE_PREFIXES', 'ENABLE_PREFIX_DELEGATION', true],
    ['MANY', 'maxPodsPerNode', false],
    ['ENABLED', 'spot', false],
    ['Is_Spot', 'spot', false],
  ])('%s at %s: %s', (text, field, expected) => expect(isPlaceholderForNumber(text, field)).toBe(expected));
});
