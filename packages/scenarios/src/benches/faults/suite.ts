/** What a fault suite is: what it breaks, what may never come of it, and one JSON object about how it went. */

export interface FaultOptions {
  readonly seed: number;
  /** Trials of each point; the suite's own list when not given. */
  readonly trials: number | undefined;
  /** Only points whose name holds this. */
  readonly only: string | undefined;
  readonly note: (line: string) => void;
}

export interface FaultSuite {
  readonly name: string;
  readonly about: string;
  readonly run: (options: FaultOptions) => Promise<Record<string, unknown>>;
}

/** `--quick` tries every point this often. */
export const QUICK_TRIALS = 10;
