resource "aws_eks_cluster" "this" {
  for_each = var.clusters
  name     = each.key
  role_arn = aws_iam_role.cluster[each.key].arn
  vpc_config {
    subnet_ids = each.value.subnet_ids
  }
}

resource "aws_eks_addon" "this" {
  for_each             = { for addon in var.addons : addon.name => addon }
  cluster_name         = aws_eks_cluster.this[each.value.cluster].name
  addon_name           = each.key
  configuration_values = try(jsonencode(each.value.values), null)
}

resource "aws_eks_addon" "cni" {
  cluster_name = aws_eks_cluster.this["a"].name
  addon_name   = "vpc-cni"
  configuration_values = jsonencode({
    env = merge(
      { WARM_ENI_TARGET = "1" },
      var.more,
    )
  })
  depends_on = [aws_eks_node_group.web]
}

resource "aws_eks_node_group" "web" {
  cluster_name   = aws_eks_cluster.this["a"].name
  instance_types = ["t3.medium"]
  subnet_ids     = aws_subnet.private[*].id
  dynamic "scaling_config" {
    for_each = [var.size]
    content {
      min_size     = scaling_config.value.min
      max_size     = 500
      desired_size = 400
    }
  }
}

resource "aws_subnet" "private" {
  count             = 3
  cidr_block        = cidrsubnet("10.0.0.0/16", 12, count.index)
  availability_zone = element(["eu-west-1a", "eu-west-1b"], count.index)
}
