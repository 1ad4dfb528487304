/** The wall clock of the laboratory: real time, shifted and paced as the launcher told every process. */

/** The time now. */
export type Now = () => Date;

export const realNow: Now = () => new Date();

/**
 * The clock that BAYLINE_CLOCK_OFFSET_MS, BAYLINE_CLOCK_RATE and BAYLINE_CLOCK_START_MS describe.
 * @throws Error naming the variable that is no number.
 */
export function readNow(environment: Readonly<Record<string, string | undefined>>): Now {
  const read = (variable: string, otherwise: number): number => {
    const value = Number(environment[variable] || otherwise);
    if (!Number.isFinite(value)) throw new Error(`${variable} must be a number`);
    return value;
  };
  const offset = read('BAYLINE_CLOCK_OFFSET_MS', 0);
  const rate = read('BAYLINE_CLOCK_RATE', 1);
  const start = read('BAYLINE_CLOCK_START_MS', 0);
  return () => {
    const real = Date.now();
    return new Date((rate === 1 ? real : start + (real - start) * rate) + offset);
  };
}
