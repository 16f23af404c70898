/** What the suite runner inside the editor is to do, by the path of the open folder. */
export interface Plan {
  /** Who starts the suite: the test mode of VS Code, or the activation of the runner where there is none. */
  readonly startedBy: 'testMode' | 'activation';
  /** Path of mocha's module. */
  readonly mocha: string;
  /** A regular expression: only tests whose title it fits are run. */
  readonly only?: string | undefined;
  readonly suites: Readonly<Record<string, { readonly file: string; readonly outcome: string }>>;
}

/** What came of one test; `failure` is the stack. */
export interface Outcome {
  readonly title: string;
  readonly milliseconds: number;
  readonly failure?: string;
}
