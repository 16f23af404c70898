import type { TypedFile } from './typedFile.js';

/* Commands, and the files that hold them. */

export const commands: Readonly<Record<string, TypedFile>> = {
  'a script with kubectl set env': {
    uri: 'file:///shop/setup.sh',
    text: `#!/usr/bin/env bash
set -euo pipefail

# Keep some addresses warm; that isn't much.
kubectl set env daemonset aws-node -n kube-system \\
  WARM_IP_TARGET=2 \\
  MINIMUM_IP_TARGET="10"
if [ "$1" = prefixes ]; then
  kubectl set env ds/aws-node -n kube-system 'ENABLE_PREFIX_DELEGATION=true' WARM_PREFIX_TARGET=1
fi
kubectl set env ds aws-node -c aws-vpc-cni-init DISABLE_TCP_EARLY_DEMUX=true
kubectl -n kube-system rollout status "ds/aws-node" --timeout=\${TIMEOUT:-5m}
`,
    mistake: ['WARM_IP_TARGET=2', 'WARM_IP_TARGET=two', 'invalid-integer'],
  },
  'the recipe of a Makefile': {
    uri: 'file:///shop/Makefile',
    text: `NAMESPACE ?= kube-system
.PHONY: cni

cni: login ## Set up the CNI
	@echo "Setting up"
	kubectl set env ds/aws-node -n $(NAMESPACE) \\
	  ENABLE_PREFIX_DELEGATION=true \\
	  WARM_PREFIX_TARGET=1
	kubectl set env ds/aws-node -n $(NAMESPACE) MAX_ENI="3" AWS_VPC_K8S_CNI_LOGLEVEL=$(LEVEL)
	eksctl create nodegroup --cluster shop --name web --node-type m5.large --max-pods-per-node 29
`,
    mistake: ['WARM_PREFIX_TARGET=1', 'WARM_PREFIX_TARGET=one', 'invalid-integer'],
  },
  'a page of Markdown with fences': {
    uri: 'file:///shop/README.md',
    text: `# Networking

Set the pool with:

\`\`\`sh
kubectl set env ds aws-node -n kube-system WARM_IP_TARGET=2 MINIMUM_IP_TARGET=10
\`\`\`

or in the cluster:

\`\`\`yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-west-1
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        ENABLE_PREFIX_DELEGATION: "true"
        WARM_PREFIX_TARGET: "1"
\`\`\`

That's all.
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
  'a script that sets up a cluster': {
    uri: 'file:///shop/up.sh',
    text: `#!/bin/sh
eksctl create cluster --name shop --region eu-west-1 --without-nodegroup
aws eks create-addon --cluster-name shop --addon-name vpc-cni \\
  --addon-version v1.20.4-eksbuild.2 --resolve-conflicts OVERWRITE \\
  --configuration-values '{"env": {"ENABLE_PREFIX_DELEGATION": "true", "WARM_PREFIX_TARGET": "1"}}'
eksctl create nodegroup --cluster shop --name web --node-type m5.large --nodes 3 --nodes-max 6 --max-pods-per-node 110
kubectl label node ip-10-0-0-1.ec2.internal k8s.amazonaws.com/eniConfig=eu-west-1a --overwrite
`,
    mistake: ['"WARM_PREFIX_TARGET": "1"', '"WARM_PREFIX_TARGET": "one"', 'invalid-integer'],
  },
  'a script with patches and here-documents': {
    uri: 'file:///shop/patch.sh',
    text: `#!/bin/bash
kubectl -n kube-system patch ds aws-node -p '{"spec": {"template": {"spec": {"containers": [
  {"name": "aws-node", "env": [{"name": "MAX_ENI", "value": "3"}]}
]}}}}'
kubectl patch daemonset aws-node -n kube-system --type=json \\
  -p='[{"op": "add", "path": "/spec/template/spec/containers/0/env/-", "value": {"name": "ENABLE_POD_ENI", "value": "true"}}]'
for zone in a b; do
  kubectl apply -f - <<EOF
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: \${REGION}\${zone}
spec:
  subnet: \${SUBNETS[$zone]}
  securityGroups:
    - sg-0a1b2c3d4e5f60718
EOF
done
cat <<'EOF' > patch.yaml
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
  namespace: kube-system
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: WARM_IP_TARGET
              value: "2"
            - name: MINIMUM_IP_TARGET
              value: "10"
EOF
kubectl patch ds aws-node -n kube-system --patch-file patch.yaml
`,
    mistake: ['value: "2"', 'value: "two"', 'invalid-integer'],
  },
  'a script with helm': {
    uri: 'file:///shop/helm.sh',
    text: `helm repo add eks https://aws.github.io/eks-charts
helm upgrade --install aws-vpc-cni eks/aws-vpc-cni --namespace kube-system \\
  --version 1.20.4 \\
  --set env.ENABLE_PREFIX_DELEGATION=true \\
  --set-string "env.WARM_PREFIX_TARGET=1,env.AWS_VPC_K8S_CNI_LOGLEVEL=INFO" \\
  --set env.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS='10.0.0.0/8\\,192.168.0.0/16' \\
  --set-json 'init.env={"DISABLE_TCP_EARLY_DEMUX": "true"}'
`,
    mistake: ['WARM_PREFIX_TARGET=1', 'WARM_PREFIX_TARGET=one', 'invalid-integer'],
  },
  'a workflow': {
    uri: 'file:///shop/.github/workflows/cni.yaml',
    text: `name: CNI
on:
  push: { branches: [main] }
permissions:
  id-token: write
jobs:
  cni:
    runs-on: ubuntu-latest
    env:
      CLUSTER: shop
    steps:
      - uses: actions/checkout@v4
      - name: Log in
        run: aws eks update-kubeconfig --name "$CLUSTER"
      - name: Set up the CNI
        if: github.event_name == 'push'
        run: |
          kubectl set env ds/aws-node -n kube-system \\
            WARM_IP_TARGET=2 \\
            MINIMUM_IP_TARGET=10
          kubectl -n kube-system rollout status ds/aws-node
      - run: kubectl set env ds/aws-node -n kube-system -c aws-node AWS_VPC_K8S_CNI_LOGLEVEL=\${{ vars.LEVEL }}
`,
    mistake: ['WARM_IP_TARGET=2', 'WARM_IP_TARGET=two', 'invalid-integer'],
  },
  'a playbook': {
    uri: 'file:///shop/play.yml',
    text: `- hosts: localhost
  gather_facts: false
  vars:
    cluster: shop
  tasks:
    - name: Set up the CNI
      ansible.builtin.shell: |
        kubectl set env ds/aws-node -n kube-system ENABLE_PREFIX_DELEGATION=true WARM_PREFIX_TARGET=1
      when: cluster == "shop"
    - name: Wait
      command:
        cmd: kubectl rollout status ds/aws-node -n kube-system
    - name: Give the manifest
      kubernetes.core.k8s:
        definition:
          apiVersion: crd.k8s.amazonaws.com/v1alpha1
          kind: ENIConfig
          metadata: { name: eu-west-1a }
          spec:
            subnet: subnet-0a1b2c3d4e5f60711
            securityGroups: [sg-0a1b2c3d4e5f60718]
`,
    mistake: ['WARM_PREFIX_TARGET=1', 'WARM_PREFIX_TARGET=one', 'invalid-integer'],
  },
  'a page of AsciiDoc': {
    uri: 'file:///shop/setup.adoc',
    text: `= Networking

Set the pool:

[source,sh]
----
$ kubectl set env ds aws-node -n kube-system WARM_IP_TARGET=2 MINIMUM_IP_TARGET=10
----

or in the add-on:

[source,json]
----
{
  "apiVersion": "eksctl.io/v1alpha5",
  "kind": "ClusterConfig",
  "metadata": { "name": "shop", "region": "eu-west-1" },
  "addons": [{ "name": "vpc-cni", "configurationValues": "{\\"env\\": {\\"MAX_ENI\\": \\"3\\"}}" }]
}
----

That's all.
`,
    mistake: ['WARM_IP_TARGET=2', 'WARM_IP_TARGET=two', 'invalid-integer'],
  },
};
