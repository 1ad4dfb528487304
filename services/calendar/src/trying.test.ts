import { ProviderError } from '@bayline/runtime';
import { providerError } from './failure.ts';
import type { ShopCalendars } from './shop-calendars.ts';
import { patient, WRITE_PATIENCE } from './trying.ts';

function failing(...errors: Error[]): { calendars: ShopCalendars; waited: number[]; retried: string[] } {
  const waited: number[] = [];
  const retried: string[] = [];
  const answer = async () => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return undefined as never;
  };
  const calendars = { get: answer, insert: answer, replace: answer, mark: answer, remove: answer, page: answer };
  const options = {
    patience: WRITE_PATIENCE,
    wait: async (ms: number) => void waited.push(ms),
    onRetry: (operation: string, reason: string) => void retried.push(`${operation} ${reason}`),
  };
  return { calendars: patient(calendars, options), waited, retried };
}

describe('trying again', () => {
  it('waits one second, then two, and takes what comes', async () => {
    const { calendars, waited, retried } = failing(providerError('backend', null), providerError('rate-limit', null));
    await calendars.get('cal', 'event');
    expect(waited).toEqual([1_000, 2_000]);
    expect(retried).toEqual(['get backend', 'get rate-limit']);
  });

  it('ends with the third failure', async () => {
    const { calendars, waited } = failing(...Array.from({ length: 3 }, () => providerError('network', null)));
    await expect(calendars.remove('cal', 'event', '"1"', false)).rejects.toMatchObject({ code: 'network' });
    expect(waited).toHaveLength(2);
  });

  it('does not begin where it cannot help', async () => {
    const open = new ProviderError('google', 'open', { retryable: true });
    for (const error of [providerError('forbidden', null), providerError('disconnected', null), open]) {
      const { calendars, waited } = failing(error);
      await expect(calendars.mark('cal', 'event', 2, '"1"')).rejects.toBe(error);
      expect(waited).toEqual([]);
    }
  });

  it('leaves readings alone', async () => {
    const { calendars, waited } = failing(providerError('backend', null));
    await expect(calendars.page('cal', { syncToken: 't' }, null)).rejects.toMatchObject({ code: 'backend' });
    expect(waited).toEqual([]);
  });
});
