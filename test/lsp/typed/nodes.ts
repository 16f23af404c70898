import type { TypedFile } from './typedFile.js';

/* What nodes start with. */

export const nodes: Readonly<Record<string, TypedFile>> = {
  "Bottlerocket's settings": {
    uri: 'file:///shop/settings.toml',
    text: `# User data of the nodes.
[settings.kubernetes]
api-server = "https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"
cluster-certificate = "Q2VydGlmaWNhdGU="
cluster-name = "shop"
cluster-dns-ip = "172.20.0.10"
max-pods = 110

[settings.kubernetes.node-labels]
"team" = "shop"
"k8s.amazonaws.com/eniConfig" = "eu-west-1a"

[settings.kubernetes.node-taints]
dedicated = ["shop:NoSchedule"]

[settings.host-containers.admin]
enabled = true
`,
  },
  'user data in MIME form': {
    uri: 'file:///shop/userdata.txt',
    text: `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="BOUNDARY"

--BOUNDARY
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: shop
    apiServerEndpoint: https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com
    certificateAuthority: Q2VydGlmaWNhdGU=
    cidr: 172.20.0.0/16
  kubelet:
    config:
      maxPods: 58
      clusterDNS:
        - 172.20.0.10
    flags:
      - "--node-labels=team=shop,k8s.amazonaws.com/eniConfig=eu-west-1a"

--BOUNDARY
Content-Type: text/x-shellscript; charset="us-ascii"

#!/bin/bash
echo "ready"

--BOUNDARY--
`,
    mistake: ['maxPods: 58', 'maxPods: "58"', 'invalid-structure'],
  },
};
