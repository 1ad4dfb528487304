/** What a bench is: a name, what it measures, and a run that gives one JSON object. */

export interface BenchOptions {
  readonly calls: number;
  readonly frames: number;
  /** How many reminders are due (reminders). */
  readonly due: number;
  readonly seed: number;
  readonly clients: number;
  readonly slots: number;
  /** Runs whose medians are told; control and subject take turns. */
  readonly runs: number;
  readonly minutes: number;
  /** How many lines at once, one size after another (media). */
  readonly sizes: readonly number[];
  /** Of endpointing: eager, balanced or patient. */
  readonly profile: string;
  /** Another application's voice webhook, to be measured at the phone's edge; and the auth token it checks signatures with. */
  readonly webhook: string | null;
  readonly token: string | null;
  /** Which suite of faults, how many trials of each of its points (its own list when not given), and which points. */
  readonly suite: string | undefined;
  readonly trials: number | undefined;
  readonly quick: boolean;
  readonly only: string | undefined;
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
