/** Work that must be answered in time: whoever asked is told something before they give up. */
import { failedWith, isUnavailable } from './database/postgres.ts';

/** The work goes on behind it; what it does is harmless, or done. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** @throws TooLate when the work takes longer than `ms`. */
export async function inTime<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an error means that nothing can be said just now: the database is away, or something took too long or was in the way. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof TooLate || isUnavailable(error) || failedWith(error, 'again');
}
