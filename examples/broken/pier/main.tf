# The cluster pier, made by the module of the community.
module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name               = "pier"
  kubernetes_version = "1.34"
  vpc_id             = module.vpc.vpc_id
  subnet_ids         = module.vpc.private_subnets

  addons = {
    coredns    = {}
    kube-proxy = {}
    vpc-cni = {
      configuration_values = jsonencode({
        env = {
          ENABLE_PREFIX_DELEGATION = "true"
          WARM_PREFIX_TARGET       = 1
          AWS_VPC_K8S_CNI_LOGLEVL  = "INFO"
        }
      })
    }
  }

  eks_managed_node_groups = {
    web = {
      ami_type       = "AL2023_x86_64_STANDARD"
      instance_types = ["m5.large"]
      min_size       = 2
      max_size       = 6
      desired_size   = 3
    }
    jobs = {
      ami_type       = "AL2023_x86_64_STANDARD"
      instance_types = ["t2.medium", "m5.xlarge"]
      min_size       = 0
      max_size       = var.most_jobs
      desired_size   = 0
    }
  }
}
