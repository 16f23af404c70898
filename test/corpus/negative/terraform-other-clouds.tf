# Not the vpc-cni of EKS, whatever these say of pods.
resource "google_container_cluster" "gke" {
  name                      = "vpc-cni"
  default_max_pods_per_node = 110
  ip_allocation_policy {
    cluster_secondary_range_name = "pods"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "aks" {
  name     = "vpc"
  max_pods = 250
}

module "gke" {
  source      = "terraform-google-modules/kubernetes-engine/google"
  node_pools  = [{ name = "a", max_pods_per_node = 8 }]
  addons      = { "vpc-cni" = true }
  eks_addons  = "vpc-cni"
  environment = { WARM_IP_TARGET = "five" }
}

resource "helm_release" "other" {
  chart = "my-aws-vpc-cni-metrics"
  values = [yamlencode({
    env = { WARM_IP_TARGET = "five", ENABLE_PREFIX_DELEGATION = "maybe" }
  })]
}

resource "kubernetes_manifest" "look_alike" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "DaemonSet"
    metadata   = { name = "aws-node-termination-handler" }
    spec       = { template = { spec = { containers = [{ name = "handler", env = [{ name = "WARM_IP_TARGET", value = "five" }] }] } } }
  }
}

resource "null_resource" "told" {
  provisioner "local-exec" {
    command = "echo kubectl set env daemonset/aws-node WARM_IP_TARGET=five"
  }
}
