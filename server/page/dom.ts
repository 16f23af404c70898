/** As much of a browser's element as the programs of the page use. */
export interface PageElement {
  readonly id: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  value: string;
  hidden: boolean;
  innerHTML: string;
  outerHTML: string;
  readonly children: ArrayLike<PageElement>;
  readonly parentElement: PageElement | null;
  textContent: string | null;
  readonly querySelector: (selectors: string) => PageElement | null;
  readonly querySelectorAll: (selectors: string) => Iterable<PageElement>;
  readonly closest: (selectors: string) => PageElement | null;
  readonly addEventListener: (kind: string, then: (event: { readonly target: PageElement }) => void) => void;
  readonly setAttribute: (name: string, value: string) => void;
  readonly removeAttribute: (name: string) => void;
  readonly getBoundingClientRect: () => { readonly top: number; readonly bottom: number; readonly height: number };
  readonly checkValidity?: () => boolean;
  readonly focus: () => void;
  readonly scrollIntoView: () => void;
}
