/** A line per step on stderr, so that stdout stays for results; nothing in quiet mode. */

export interface Progress {
  /** Runs one step and says how long it took. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>;
  note(line: string): void;
}

export function createProgress(quiet = false): Progress {
  const write = (line: string): void => {
    if (!quiet) process.stderr.write(`  ${line}\n`);
  };
  return {
    note: write,
    step: async (what, work) => {
      const startedAt = performance.now();
      const result = await work();
      write(`${what} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}

export const silent: Progress = createProgress(true);
