/** How a number of pods comes about: the terms of its formula, or the fixed number a program uses. */
export type Derivation = FormulaDerivation | FixedDerivation;

export interface FormulaDerivation {
  readonly kind: 'formula';
  /** ENIs of the default network card. */
  readonly enis: number;
  /** `MAX_ENI` or `--cni-max-eni`, where one was given. */
  readonly maxEni: number | undefined;
  /** ENIs that pods cannot use, in the order they are subtracted. */
  readonly taken: readonly TakenEnis[];
  /** Addresses per ENI, the primary one included. */
  readonly ipv4PerEni: number;
  /** Addresses per slot: 16 with prefix delegation. */
  readonly addressesPerSlot: number;
  /** Pods of the host network that need no address of their own: 2, or 0 where the program adds none. */
  readonly hostNetworkPods: number;
  /** The result before the cap. */
  readonly uncapped: number;
  readonly cap: Cap | undefined;
  readonly pods: number;
  /** The program or document the formula is read from. */
  readonly source: string;
}

export interface TakenEnis {
  readonly enis: number;
  /** `primary`: custom networking. `trunk`: security groups for pods. `reserved`: `RESERVED_ENIS`. `efaOnly`: interfaces without IP. */
  readonly by: 'primary' | 'trunk' | 'reserved' | 'efaOnly';
}

export interface Cap {
  readonly pods: number;
  /** `vcpusUnknown`: no source says how many vCPUs the type has, so the lower cap is assumed. `podsPerCore`: Karpenter's setting. `kOps`: its own. */
  readonly because: 'manyVcpus' | 'fewVcpus' | 'vcpusUnknown' | 'autoMode' | 'podsPerCore' | 'kOps';
}

export interface FixedDerivation {
  readonly kind: 'fixed';
  readonly pods: number;
  readonly because: 'windows' | 'typeUnknown';
  readonly source: string;
}

/** The ENIs left for pods: at least none. */
export function podEnis({ enis, maxEni, taken }: Pick<FormulaDerivation, 'enis' | 'maxEni' | 'taken'>): number {
  const allowed = Math.min(enis, maxEni ?? enis);
  return Math.max(
    taken.reduce((left, { enis: gone }) => left - gone, allowed),
    0,
  );
}
