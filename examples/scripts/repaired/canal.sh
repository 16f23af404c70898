#!/bin/sh
# Makes the cluster canal: prefix delegation, and pods in subnets of their own.
set -eu
PODS=$1

eksctl create cluster --name canal --region eu-west-1 --version 1.34 --zones eu-west-1a,eu-west-1b --without-nodegroup

# The add-on in place of the CNI that came with the cluster, with all settings, before there is a node.
aws eks create-addon --cluster-name canal --addon-name vpc-cni --resolve-conflicts OVERWRITE --configuration-values '{
  "env": {
    "ENABLE_PREFIX_DELEGATION": "true",
    "WARM_PREFIX_TARGET": "1",
    "AWS_VPC_K8S_CNI_LOGLEVEL": "INFO",
    "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true",
    "ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone"
  }
}'

# Pods in subnets of their own, one in each zone.
kubectl apply -f - <<EOF
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec: { subnet: subnet-0a1b2c3d4e5f60711, securityGroups: [$PODS] }
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1b }
spec: { subnet: subnet-0a1b2c3d4e5f60722, securityGroups: [$PODS] }
EOF

eksctl create nodegroup --cluster canal --name system --node-type m5.large --nodes 2
eksctl create nodegroup --cluster canal --name web --managed --instance-types m5.large,m6i.large --nodes-min 2 --nodes-max 6
