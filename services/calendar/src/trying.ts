/** Trying a write again: three tries, a second apart and then two, and only when trying again may help. */
import type { ProviderError } from '@bayline/runtime';
import { afterFailure } from './failure.ts';
import type { ShopCalendars } from './shop-calendars.ts';

export interface Patience {
  readonly tries: number;
  readonly firstWaitMs: number;
  readonly factor: number;
}

export const WRITE_PATIENCE: Patience = { tries: 3, firstWaitMs: 1_000, factor: 2 };

interface TryingOptions {
  readonly patience: Patience;
  readonly wait: (ms: number) => Promise<void>;
  readonly onRetry: (operation: string, reason: string) => void;
}

/** Calendars whose event operations are tried again. Readings are not: the next one is due soon anyway. */
export function patient(calendars: ShopCalendars, options: TryingOptions): ShopCalendars {
  const again = <T>(operation: string, work: () => Promise<T>): Promise<T> => tryAgain(operation, work, options);
  return {
    get: (...given) => again('get', () => calendars.get(...given)),
    insert: (...given) => again('insert', () => calendars.insert(...given)),
    replace: (...given) => again('replace', () => calendars.replace(...given)),
    mark: (...given) => again('mark', () => calendars.mark(...given)),
    remove: (...given) => again('remove', () => calendars.remove(...given)),
    page: (...given) => calendars.page(...given),
  };
}

async function tryAgain<T>(operation: string, work: () => Promise<T>, options: TryingOptions): Promise<T> {
  const { tries, firstWaitMs, factor } = options.patience;
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried === tries || afterFailure(error) !== 'try-again') throw error;
      options.onRetry(operation, (error as ProviderError).code);
      await options.wait(firstWaitMs * factor ** (tried - 1));
    }
  }
}
