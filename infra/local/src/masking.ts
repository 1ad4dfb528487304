/** Personal data out of messages before they are shown: by the name of the key, as in the logs. Pure. */
import { PERSONAL_KEYS } from '@bayline/contracts';

const personal: ReadonlySet<string> = new Set(PERSONAL_KEYS);
/** Beside the keys of the logs: what is said on the bus. */
const SPOKEN = new Set(['attestation', 'keyterms', 'matches', 'facts']);

/** A copy with every personal value replaced, at any depth; how long a text was stays visible. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      personal.has(key) || SPOKEN.has(key) ? mask(inner) : masked(inner),
    ]),
  );
}

function mask(value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return `[personal, ${value.length} characters]`;
  return '[personal]';
}
