import type { Location } from '../text/span.js';

/** Where variables are written, and more may be. */
export interface EnvBlock {
  readonly at: Location;
  /** `list`: `- name: X` with `value:`. `map`: `X: value`. `blocks`: an entry for each, with `name` and `value` in it, as Terraform has them. */
  readonly shape: 'list' | 'map' | 'blocks';
  /** The key of blocks; `env` where it is undefined. */
  readonly key?: string;
  /** What stands before each name: `env.` of values that are given one by one. */
  readonly lead?: string;
  /** Where an item holds the variable under a key, beside other fields: as an operation of a JSON patch does. */
  readonly within?: { readonly key: string; readonly beside: Readonly<Record<string, string>> };
}

/** Where the variables of a container go that has no env block yet. */
export interface NewEnvBlock {
  /** A map, or a list that gets a new item. */
  readonly at: Location;
  /** What to make in it, the outermost first: `['init', 'env']`. */
  readonly path: readonly NewPart[];
}

/** A key with what follows as its value; a key whose value is a text that holds what follows; an item of a list with these fields and what follows. */
export type NewPart = string | { readonly text: string } | { readonly item: Readonly<Record<string, string>> };

/**
 * What a fix changes, not how it is written: `formats/changes.ts` turns it into text edits that keep every other byte.
 * Every location names a node that the change works on.
 */
export type Change =
  /** Replaces a scalar's value and keeps its quoting; `asString` makes sure that it is read as a string. */
  | { readonly kind: 'replaceValue'; readonly at: Location; readonly value: string; readonly asString: boolean }
  /** Puts quotes around a plain scalar. */
  | { readonly kind: 'quote'; readonly at: Location }
  /** Sets variables in an env block, whether they are written there already or not, or in one that is made for them. */
  | {
      readonly kind: 'setVariables';
      readonly block: EnvBlock | NewEnvBlock;
      readonly variables: Readonly<Record<string, string>>;
    }
  /** `at` is the variable's name. */
  | { readonly kind: 'removeVariable'; readonly block: EnvBlock; readonly at: Location }
  | { readonly kind: 'renameVariable'; readonly block: EnvBlock; readonly at: Location; readonly name: string }
  /** Adds a key with a number, a text or a map to a map. */
  | { readonly kind: 'addKey'; readonly map: Location; readonly key: string; readonly value: AddedValue }
  /** Removes an entry of a map; `at` is its key. */
  | { readonly kind: 'removeKey'; readonly at: Location }
  /** Gives an entry of a map another key; `at` is the key. */
  | { readonly kind: 'renameKey'; readonly at: Location; readonly key: string }
  /** Writes other entries in the place of one; `at` is its key. */
  | { readonly kind: 'replaceEntry'; readonly at: Location; readonly entries: Readonly<Record<string, AddedValue>> }
  /** Removes an item of a list; `at` is the item. */
  | { readonly kind: 'removeItem'; readonly at: Location }
  /** Replaces a part of a text that means itself however the text is quoted; nothing where the place does not hold `written`. */
  | { readonly kind: 'replaceText'; readonly at: Location; readonly written: string; readonly text: string }
  /** Moves an entry out of its map, beside the key of that map; `at` is the entry's key. */
  | { readonly kind: 'moveOut'; readonly at: Location }
  /** Moves entries of a map under a key of the same map. */
  | { readonly kind: 'moveUnder'; readonly map: Location; readonly keys: readonly string[]; readonly key: string };

/** What a change is made to, or stands in: a place of the file that changes. */
export function placeOf(change: Change): Location {
  return 'block' in change ? change.block.at : 'map' in change ? change.map : change.at;
}

/** What a key may be added with. */
export type AddedValue = string | number | boolean | readonly AddedValue[] | { readonly [key: string]: AddedValue };
