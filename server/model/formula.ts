import type { Derivation, FormulaDerivation, TakenEnis } from '../ipam/derivation.js';
import { type Argument, message, signs } from '../messages/message.js';

/** The calculation in numbers, e.g. `(3 ENIs − 1 primary) × (10 − 1) + 2 = 20`. */
export function formula(derivation: Derivation): Argument {
  if (derivation.kind === 'fixed') return derivation.pods;
  const { enis, maxEni, taken, ipv4PerEni: addresses, uncapped, cap, pods } = derivation;
  const counted = enisInFormula(enis);
  const name = 'MAX_ENI';
  const allowed = maxEni === undefined ? counted : signs('min({counted}, {name} {maxEni})', { counted, name, maxEni });
  const left = taken.reduce((sum, part) => signs('{sum} − {taken}', { sum, taken: takenEnis(part) }), allowed);
  const product = signs('{left} × ({addresses} − 1)', { left: inBrackets(derivation, left), addresses });
  const sum = withSlotsAndHost(derivation, product);
  const whole = signs('{sum} = {uncapped}', { sum, uncapped });
  return cap === undefined
    ? whole
    : signs('{whole}; min({uncapped}, {cap}) = {pods}', { whole, uncapped, cap: cap.pods, pods });
}

/** The calculation in names, e.g. `(ENIs − 1) × (addresses per ENI − 1) × 16 + 2`. */
export function formulaInNames(derivation: Derivation): Argument {
  if (derivation.kind === 'fixed') return derivation.pods;
  const { maxEni, taken, cap } = derivation;
  const enis = message('ENIs');
  const allowed = maxEni === undefined ? enis : signs('min({enis}, {name})', { enis, name: 'MAX_ENI' });
  const left = taken.reduce<Argument>((sum, part) => signs('{sum} − {enis}', { sum, enis: part.enis }), allowed);
  const addresses = message('addresses per ENI');
  const product = signs('{left} × ({addresses} − 1)', { left: inBrackets(derivation, left), addresses });
  const whole = withSlotsAndHost(derivation, product);
  return cap === undefined ? whole : signs('min({whole}, {cap})', { whole, cap: cap.pods });
}

/** A number of ENIs as a term: `3 ENIs`. */
export function enisInFormula(enis: number): Argument {
  return enis === 1 ? message('1 ENI') : message('{enis} ENIs', { enis });
}

/** The addresses that a Windows node gives pods, all of one ENI. */
export function windowsAddresses(perEni: Argument, prefixes: boolean): Argument {
  return prefixes ? signs('({perEni} − 1) × 16', { perEni }) : signs('({perEni} − 1)', { perEni });
}

function takenEnis({ enis, by }: TakenEnis): Argument {
  switch (by) {
    case 'primary':
      return message('{enis} primary', { enis });
    case 'trunk':
      return message('{enis} trunk', { enis });
    case 'reserved':
      return message('{enis} reserved', { enis });
    case 'efaOnly':
      return message('{enis} EFA-only', { enis });
    default:
      return by satisfies never;
  }
}

function withSlotsAndHost({ addressesPerSlot, hostNetworkPods }: FormulaDerivation, product: Argument): Argument {
  const addresses =
    addressesPerSlot === 1 ? product : signs('{product} × {addressesPerSlot}', { product, addressesPerSlot });
  return hostNetworkPods === 0 ? addresses : signs('{addresses} + {hostNetworkPods}', { addresses, hostNetworkPods });
}

function inBrackets({ enis, maxEni, taken }: FormulaDerivation, left: Argument): Argument {
  if (taken.length === 0) return left;
  const isNegative = taken.reduce((sum, part) => sum - part.enis, Math.min(enis, maxEni ?? enis)) < 0;
  return isNegative ? signs('max({left}, 0)', { left }) : signs('({left})', { left });
}
