/** What a campaign was asked for. */
export interface Options {
  /** The number of the first case. */
  readonly seed: number;
  /** How many cases; no limit where only a time is given. */
  readonly count: number | undefined;
  readonly seconds: number | undefined;
  /** The ids of the invariants to look at; all where none is named. */
  readonly only: readonly string[];
}

const usage = `npm run fuzz -- [--seconds N] [--count N] [--seed S] [--only invariant,…]`;

/** Reads `--seconds N`, `--count N`, `--seed S` and `--only id,…`; throws with the usage for anything else. */
export function optionsOf(args: readonly string[], anySeed: () => number): Options {
  const given = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value] = args.slice(at, at + 2);
    if (!/^--(?:seconds|count|seed|only)$/.test(name) || value === undefined) throw new Error(usage);
    given.set(name.slice(2), value);
  }
  const number = (name: string): number | undefined => {
    const value = given.get(name);
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value)) throw new Error(usage);
    return Number(value);
  };
  const count = number('count');
  const seconds = number('seconds') ?? (count === undefined ? 60 : undefined);
  return { seed: number('seed') ?? anySeed(), count, seconds, only: given.get('only')?.split(',') ?? [] };
}
