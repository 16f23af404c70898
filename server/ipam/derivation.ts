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
  /** `vcpusUnknown`: no source says how many vCPUs the type has, so the lower cap is assumed. `podsPerCore`: Karpenter's setting. */
  readonly because: 'manyVcpus' | 'fewVcpus' | 'vcpusUnknown' | 'autoMode' | 'podsPerCore';
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

/** The calculation in numbers, e.g. `(3 ENIs − 1 primary) × (10 − 1) + 2 = 20`. */
export function formula(derivation: Derivation): string {
  if (derivation.kind === 'fixed') return String(derivation.pods);
  const { enis, maxEni, taken, ipv4PerEni, addressesPerSlot, hostNetworkPods, uncapped, cap, pods } = derivation;
  const counted = enis === 1 ? '1 ENI' : `${enis} ENIs`;
  const allowed = maxEni === undefined ? counted : `min(${counted}, MAX_ENI ${maxEni})`;
  const left = [allowed, ...taken.map((part) => `${part.enis} ${takenNames[part.by]}`)].join(' − ');
  const product = `${grouped(derivation, left)} × (${ipv4PerEni} − 1)`;
  const prefixes = addressesPerSlot === 1 ? '' : ` × ${addressesPerSlot}`;
  const extra = hostNetworkPods === 0 ? '' : ` + ${hostNetworkPods}`;
  const whole = `${product}${prefixes}${extra} = ${uncapped}`;
  return cap === undefined ? whole : `${whole}; min(${uncapped}, ${cap.pods}) = ${pods}`;
}

/** The calculation in names, e.g. `(ENIs − 1) × (addresses per ENI − 1) × 16 + 2`. */
export function formulaInNames(derivation: Derivation): string {
  if (derivation.kind === 'fixed') return String(derivation.pods);
  const { maxEni, taken, addressesPerSlot, hostNetworkPods, cap } = derivation;
  const allowed = maxEni === undefined ? 'ENIs' : 'min(ENIs, MAX_ENI)';
  const left = [allowed, ...taken.map(({ enis }) => String(enis))].join(' − ');
  const prefixes = addressesPerSlot === 1 ? '' : ` × ${addressesPerSlot}`;
  const extra = hostNetworkPods === 0 ? '' : ` + ${hostNetworkPods}`;
  const whole = `${grouped(derivation, left)} × (addresses per ENI − 1)${prefixes}${extra}`;
  return cap === undefined ? whole : `min(${whole}, ${cap.pods})`;
}

const takenNames: Readonly<Record<TakenEnis['by'], string>> = {
  primary: 'primary',
  trunk: 'trunk',
  reserved: 'reserved',
  efaOnly: 'EFA-only',
};

function grouped({ enis, maxEni, taken }: FormulaDerivation, left: string): string {
  if (taken.length === 0) return left;
  const isNegative = taken.reduce((sum, part) => sum - part.enis, Math.min(enis, maxEni ?? enis)) < 0;
  return isNegative ? `max(${left}, 0)` : `(${left})`;
}
