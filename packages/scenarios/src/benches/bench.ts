/** What a bench is: a name, what it measures, and a run that gives one JSON object. */

export interface BenchOptions {
  readonly calls: number;
  readonly frames: number;
  readonly seed: number;
  /** Nothing but the result is written. */
  readonly quiet: boolean;
  readonly note: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<Record<string, unknown>>;
}
