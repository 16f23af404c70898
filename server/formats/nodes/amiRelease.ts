/**
 * Whether nodeadm of an AMI release, such as `v20240807` or `1.30.4-20240807`, reads /etc/eks/nodeadm.d; true where no day is seen. Source:
 * amazon-eks-ami 0d558ec3, first in v20251023.
 */
export function readsDropIns(release: string | undefined): boolean {
  const [, day] = /(?:^|[-v])(20\d{6})$/.exec(release ?? '') ?? [];
  return day === undefined || day >= '20251023';
}
