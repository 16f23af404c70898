import type { Location, Sourced } from '../text/span.js';
import type { Fact, Known } from './fact.js';

/** nodeadm's NodeConfig: what a node of Amazon Linux 2023 starts its kubelet with. */
export interface NodeConfig {
  readonly kind: 'nodeConfig';
  readonly at: Location;
  /** Where a finding about it as a whole belongs: its kind. */
  readonly place: Location;
  /** The `at` of the node group that carries it; undefined where no group is seen. */
  readonly group: Location | undefined;
  /** What launches the node puts a max pods of its own behind it, as Karpenter does. */
  readonly isOverruled: boolean;
  /** The text it stands in, as a key: nodeadm merges the NodeConfigs of one text in their order. */
  readonly userData: string;
  /** The name of its file in `/etc/eks/nodeadm.d`, which nodeadm reads on top of the user data; undefined where it is user data itself. */
  readonly dropIn: string | undefined;
  /** What stands before it in its text, of which nodeadm reads the first document only. */
  readonly behind: 'nothing' | 'emptyDocument' | 'document';
  /** It names the API server, so the node is of no managed group that EKS configures. */
  readonly namesCluster: boolean;
  /** A hybrid node: it is no EC2 instance, and the VPC CNI does not run on it. */
  readonly isHybrid: boolean;
  /** `spec.kubelet.config.maxPods`. */
  readonly maxPods: Fact<number>;
  /** `spec.kubelet.config.podsPerCore`. */
  readonly podsPerCore: Fact<number>;
  /** `--max-pods=N` in `spec.kubelet.flags`; the place is the whole flag. */
  readonly maxPodsFlag: Fact<MaxPodsFlag>;
  /** The same flag before it, which the kubelet passes over. */
  readonly overruledFlags: readonly Known<MaxPodsFlag>[];
  /** Labels that `--node-labels` in the flags gives the node. */
  readonly labels: readonly { readonly key: Sourced<string>; readonly value: Fact<string> }[];
  /** True when there may be more of them. */
  readonly labelsPartlyHidden: boolean;
  /** `spec.kubelet.maxPodsExpression`. */
  readonly expression: Fact<ExpressionText>;
  /** Fields about max pods that stand where nodeadm does not look for them. */
  readonly misplaced: readonly MisplacedField[];
  /** Where a flag for max pods begins with a dash that is no hyphen. */
  readonly wrongDashes: readonly Sourced<string>[];
  /** True when templates may add what is not seen. */
  readonly partlyHidden: boolean;
}

/** A number that the kubelet gets as a flag. */
export interface MaxPodsFlag {
  readonly pods: number;
  /** Its digits, to be replaced; undefined where they do not stand in one piece. */
  readonly digits: Sourced<string> | undefined;
}

/** An expression and where its characters stand. */
export interface ExpressionText {
  readonly text: string;
  /** The offset of each character in the document, and of the end; undefined where they could not be followed. */
  readonly offsets: readonly number[] | undefined;
}

/** A field about max pods at the wrong depth, or misspelt. */
export interface MisplacedField {
  /** The key. */
  readonly at: Location;
  /** As the person wrote it, e.g. `spec.kubelet.maxPods`. */
  readonly path: string;
  /** Where nodeadm reads it: `spec.kubelet.config.maxPods`. */
  readonly belongs: string;
  readonly repair: FieldRepair | undefined;
}

export type FieldRepair =
  | { readonly kind: 'rename'; readonly key: string }
  /** It moves under a key of the map it stands in. */
  | { readonly kind: 'moveUnder'; readonly map: Location; readonly name: string; readonly key: string }
  /** It moves out of the map it stands in, beside that map's key. */
  | { readonly kind: 'moveOut' };

/** A script that a node runs at its start: what it says about max pods. */
export interface BootScript {
  readonly kind: 'bootScript';
  /** The text as a whole. */
  readonly at: Location;
  readonly group: Location | undefined;
  /** As of the NodeConfigs beside it. */
  readonly userData: string;
  /** `al2023` also where a NodeConfig stands beside it; `unknown` where nothing says. */
  readonly system: 'al2' | 'al2023' | 'unknown';
  /** A part of MIME user data in a file of its own: the NodeConfig beside it is a document of the same file. */
  readonly isMimePart: boolean;
  /** What only the bootstrap of Amazon Linux 2 knows: `USE_MAX_PODS`, `KUBELET_EXTRA_ARGS`, `/etc/eks/bootstrap.sh`. */
  readonly al2Words: readonly Sourced<string>[];
  /** It may write max pods into a file that nodeadm or the kubelet reads on top of the NodeConfigs beside it. */
  readonly mayWriteMaxPods: boolean;
  /** `--use-max-pods false` where nothing else in the script sets max pods. */
  readonly lonelyUseMaxPods: Sourced<string> | undefined;
  readonly wrongDashes: readonly Sourced<string>[];
}
