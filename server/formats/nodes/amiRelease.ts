import type { Node } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';

/** The release that a class of Karpenter takes its AMIs from, as `v20240807`; undefined where none is written, as for `latest`. */
export function releaseOfClass(spec: Node | undefined): string | undefined {
  const aliases = items(get(spec, 'amiSelectorTerms')).flatMap((term) => textOf(get(term, 'alias')) ?? []);
  return aliases[0]?.split('@')[1];
}

/**
 * Whether nodeadm of an AMI release, such as `v20240807` or `1.30.4-20240807`, reads /etc/eks/nodeadm.d; true where no day is seen. Source:
 * amazon-eks-ami 0d558ec3, first in v20251023.
 */
export function readsDropIns(release: string | undefined): boolean {
  const [, day] = /(?:^|[-v])(20\d{6})$/.exec(release ?? '') ?? [];
  return day === undefined || day >= '20251023';
}
