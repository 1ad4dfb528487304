/** Waits for something to become true, and says what did not when it takes too long. */
import { setTimeout as sleep } from 'node:timers/promises';

export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  options: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const { withinMs = 15_000, everyMs = 25 } = options;
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const result = await check();
    if (result !== undefined && result !== false) return result;
    if (performance.now() > giveUpAt) throw new Error(`waited ${withinMs} ms for ${what}, in vain`);
    // Polling is the only way to learn of another process's state here.
    await sleep(everyMs);
  }
}
