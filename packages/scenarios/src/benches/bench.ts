/** What a bench is: a name, what it measures, and a run that gives one JSON object. */

export interface BenchOptions {
  readonly calls: number;
  readonly frames: number;
  readonly seed: number;
  readonly clients: number;
  readonly slots: number;
  /** Nothing but the result is written. */
  readonly quiet: boolean;
  readonly note: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  /** What the fields of the result mean, for its --help. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly run: (options: BenchOptions) => Promise<Record<string, unknown>>;
}
