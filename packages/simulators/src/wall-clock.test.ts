import { readNow, realNow } from './wall-clock.ts';

describe('the wall clock of the laboratory', () => {
  it('is real unless told otherwise', () => {
    const [real, read] = [realNow(), readNow({})()];
    expect(Math.abs(read.getTime() - real.getTime())).toBeLessThan(1_000);
  });

  it('is shifted and paced as every process is told', () => {
    const start = Date.now() - 10_000;
    const now = readNow({
      BAYLINE_CLOCK_OFFSET_MS: '86400000',
      BAYLINE_CLOCK_RATE: '60',
      BAYLINE_CLOCK_START_MS: String(start),
    });
    const gone = now().getTime() - start - 86_400_000;
    expect(gone).toBeGreaterThanOrEqual(600_000);
    expect(gone).toBeLessThan(660_000);
  });

  it('refuses what is no number', () => {
    expect(() => readNow({ BAYLINE_CLOCK_RATE: 'fast' })).toThrow('BAYLINE_CLOCK_RATE');
  });
});
