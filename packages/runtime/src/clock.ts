/** The clock of the house: wall time that a test or a demo may shift or speed up, and durations that stay real. */

export interface Clock {
  /** Wall time, shifted and paced as configured. */
  now(): Date;
  /** Real milliseconds since some fixed moment; for durations and TTLs. */
  monotonic(): number;
}

export interface ClockSettings {
  readonly BAYLINE_CLOCK_OFFSET_MS: number;
  readonly BAYLINE_CLOCK_RATE: number;
  readonly BAYLINE_CLOCK_START_MS: number;
}

/** A clock as the launcher set it. Every process, also one that is restarted, tells the same time. */
export function createClock(settings: ClockSettings): Clock {
  const { BAYLINE_CLOCK_OFFSET_MS: offset, BAYLINE_CLOCK_RATE: rate, BAYLINE_CLOCK_START_MS: start } = settings;
  return {
    now: () => {
      const real = Date.now();
      const paced = rate === 1 ? real : start + (real - start) * rate;
      return new Date(paced + offset);
    },
    monotonic: () => performance.now(),
  };
}
