# file: setup.sh
#!/bin/sh
if true; then
  kubectl set env daemonset aws-node -n kube-system \
    WARM_IP_TARGET="5 " \
#                  ^^^^ warning invalid-integer: WARM_IP_TARGET is "5 "
    'MINIMUM_IP_TARGET=ten' ENABLE_PREFIX_DELEGATON=true
#                      ^^^ warning invalid-integer: MINIMUM_IP_TARGET is "ten"
# 28..51 warning unknown-variable: ENABLE_PREFIX_DELEGATON is not a variable of the CNI
fi
# eni-lens-disable-next-line invalid-boolean -- a person wanted it
kubectl -n kube-system set env \
  ds/aws-node \
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=yes
OUT=$(kubectl set env ds/aws-node --env=AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=on)
# 75..77 warning invalid-boolean: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is "on"
kubectl set env ds/aws-node -c aws-node DISABLE_TCP_EARLY_DEMUX=true
#                                       ^^^^^^^^^^^^^^^^^^^^^^^ warning wrong-container
