/**
 * The yardstick of lateness, as a process of its own: it waits for the next 5 ms and does nothing else. What comes late here is
 * late for everybody: other processes had the cores, or the machine stood still.
 */
export interface BareLateness {
  readonly p99Ms: number;
  readonly longestMs: number;
  /** How often it came later than the gateway's audio reaches ahead. */
  readonly over100Ms: number;
}

const TICK_MS = 5;
let due = performance.now() + TICK_MS;
let late: number[] = [];

function wait(): void {
  setTimeout(
    () => {
      const now = performance.now();
      late.push(Math.max(0, now - due));
      due = Math.max(due + TICK_MS, now);
      wait();
    },
    Math.max(0, due - performance.now()),
  );
}

/** Tells how late it has been since it was last asked. */
process.on('message', () => {
  const sorted = late.sort((a, b) => a - b);
  late = [];
  const told: BareLateness = {
    p99Ms: tenth(sorted[Math.floor(sorted.length * 0.99)]),
    longestMs: tenth(sorted.at(-1)),
    over100Ms: sorted.filter((ms) => ms > 100).length,
  };
  process.send?.(told);
});

function tenth(ms = 0): number {
  return Math.round(ms * 10) / 10;
}

process.on('disconnect', () => process.exit(0));
wait();
process.send?.({ type: 'ready' });
