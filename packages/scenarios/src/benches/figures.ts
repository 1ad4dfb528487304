/** Figures: percentiles of measured values, and what they were measured on. */
import { cpus, totalmem } from 'node:os';

/** The value below which `share` of the values lie; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[at] ?? Number.NaN;
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Rounded to a tenth. */
export function percentiles(values: readonly number[]): Percentiles {
  return {
    p50: tenth(percentile(values, 0.5)),
    p95: tenth(percentile(values, 0.95)),
    p99: tenth(percentile(values, 0.99)),
  };
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The machine a figure was measured on. */
export function machine(): { cpu: string; cores: number; memoryGb: number; node: string } {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
  };
}

/** The middle one of an odd number of runs, the lower of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** A share, rounded to a thousandth. */
export function share(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
