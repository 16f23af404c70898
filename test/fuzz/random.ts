/** Chances that come out alike every time for one seed. */
export interface Random {
  /** A whole number from 0 up to, and without, `limit`; 0 for a limit below 1. */
  readonly below: (limit: number) => number;
  /** True once in so many times, on average. */
  readonly oneIn: (times: number) => boolean;
  /** One of the items; there must be one. */
  readonly pick: <T>(items: readonly T[]) => T;
}

/** The chances of a seed. */
export function randomOf(seed: string | number): Random {
  let state = hashOf(String(seed));
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mixed(state);
  };
  const below = (limit: number): number => (limit < 1 ? 0 : Math.floor((next() / 2 ** 32) * limit));
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

/** A number from 0 to 2³² that a text is known by. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** Spreads a number over 32 bits, as MurmurHash3 does in its end. */
function mixed(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
