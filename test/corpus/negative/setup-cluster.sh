#!/usr/bin/env bash
# Prepares a cluster: kubectl set env ds/aws-node WARM_IP_TARGET=five is what not to do.
set -euo pipefail

CLUSTER="${1:?usage: $0 <cluster> [region]}"
REGION=${2:-eu-west-1}
TARGET=${WARM_IP_TARGET:-5}

usage() {
  cat <<'USAGE'
usage: setup-cluster.sh <cluster>
  kubectl set env ds/aws-node WARM_IP_TARGET=five
USAGE
}

if [[ "$CLUSTER" == --help ]]; then usage; exit; fi
aws eks update-kubeconfig --name "$CLUSTER" --region "$REGION" \
  | sed 's/^/  /'

echo "next: kubectl set env ds/aws-node WARM_IP_TARGET=five"
if kubectl -n kube-system get ds/aws-node >/dev/null 2>&1; then
  kubectl -n kube-system set env ds/aws-node \
    WARM_IP_TARGET="$TARGET" \
    MINIMUM_IP_TARGET=$((TARGET * 2)) \
    ADDITIONAL_ENI_TAGS='{"team": "shop"}' \
    AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=10.0.0.0/8,172.16.0.0/12 2>&1 | tee log
  kubectl -n kube-system set env ds/aws-node DISABLE_TCP_EARLY_DEMUX=true # read by the init container
  kubectl -n kube-system set env ds/aws-node -c 'aws-*' ENABLE_POD_ENI=true POD_SECURITY_GROUP_ENFORCING_MODE=standard
  kubectl -n kube-system set env ds/kube-proxy WARM_IP_TARGET=five
  kubectl -n other set env ds/aws-node WARM_IP_TARGET=five
  for pair in "${SETTINGS[@]}"; do kubectl -n kube-system set env ds/aws-node "$pair"; done
  # Later steps take back what earlier ones set.
  kubectl -n kube-system set env ds/aws-node ENABLE_PREFIX_DELEGATION=true WARM_PREFIX_TARGET=1
  kubectl -n kube-system set env ds/aws-node ENABLE_PREFIX_DELEGATION=false
  kubectl -n kube-system set env ds/aws-node WARM_IP_TARGET- MINIMUM_IP_TARGET-
  kubectl -n kube-system set env ds/aws-node --list | grep WARM
fi
