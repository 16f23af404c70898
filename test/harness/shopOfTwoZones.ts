/** Two zones of a /24; m5.large has 3 ENIs of 10 addresses, and 2 addresses are kept warm beside a minimum of 10. */
export const shop = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-central-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
      eu-central-1a: { id: subnet-0aaaaaaaaaaaaaaa0, cidr: 10.0.0.0/24 }
      eu-central-1b: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.0.1.0/24 }
addons:
  - name: vpc-cni
    version: v1.21.1
    configurationValues: '{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}'
managedNodeGroups:
  - { name: web, instanceType: m5.large, privateNetworking: true, minSize: 2, desiredCapacity: 4, maxSize: 12 }
`;
