/** What the process that works on cases tells the one that watches it, as JSON. */
export type Progress =
  /** It begins to ask an invariant about a case, or about a smaller one. */
  | { readonly kind: 'asks'; readonly number: number; readonly invariant: string }
  | { readonly kind: 'fared'; readonly number: number; readonly invariant: string; readonly looks: number }
  | {
      readonly kind: 'broken';
      readonly number: number;
      readonly invariant: string;
      readonly fault: string;
      readonly story: string;
      /** The smaller case, where it was looked for. */
      readonly shrunk: string | undefined;
    }
  | { readonly kind: 'finished' };
