import { CallCounts, OpenCounts, RateLimit } from './limits.ts';

const HOUR = 3_600_000;

describe('a rate limit', () => {
  it('lets a burst pass, and then its rate', () => {
    const limit = new RateLimit(60, 300, 0);
    const passed = (now: number, tries: number): number =>
      Array.from({ length: tries }, () => limit.allows(now)).filter(Boolean).length;
    expect(passed(0, 1_000)).toBe(300);
    expect(passed(500, 1_000)).toBe(30);
    expect(passed(60_000, 1_000)).toBe(300);
  });

  it('never refuses a caller who sends 50 frames a second with some marks', () => {
    const limit = new RateLimit(60, 300, 0);
    const refused = Array.from({ length: 60 * 55 }, (_, index) => limit.allows((index / 55) * 1_000)).filter(
      (allowed) => !allowed,
    );
    expect(refused).toEqual([]);
  });
});

describe('counts of calls', () => {
  it('are kept by number for an hour', () => {
    const counts = new CallCounts();
    counts.note('one', '+12155550001', 0);
    counts.note('two', '+12155550001', 1_000);
    counts.note('three', '+12155550002', 2_000);
    expect(counts.withinHour('+12155550001', 'new', 3_000)).toBe(2);
    expect(counts.withinHour('+12155550001', 'new', HOUR + 500)).toBe(1);
    expect(counts.withinHour('+12155550003', 'new', 3_000)).toBe(0);
  });

  it('count a repeated webhook once, and not against itself', () => {
    const counts = new CallCounts();
    counts.note('one', '+12155550001', 0);
    counts.note('one', '+12155550001', 10);
    expect(counts.withinHour('+12155550001', 'one', 20)).toBe(0);
    expect(counts.withinHour('+12155550001', 'two', 20)).toBe(1);
    expect(counts.withinDay('one', 20)).toBe(0);
  });

  it('hold nobody liable for withheld numbers', () => {
    const counts = new CallCounts();
    for (let call = 0; call < 100; call += 1) counts.note(`call-${call}`, null, call);
    expect(counts.withinHour(null, 'new', 100)).toBe(0);
    expect(counts.withinDay('new', 100)).toBe(100);
  });

  it('are kept for a day', () => {
    const counts = new CallCounts();
    counts.note('one', '+12155550001', 0);
    counts.note('two', '+12155550001', 12 * HOUR);
    expect(counts.withinDay('new', 13 * HOUR)).toBe(2);
    expect(counts.withinDay('new', 25 * HOUR)).toBe(1);
    expect(counts.withinDay('new', 40 * HOUR)).toBe(0);
  });
});

describe('counts of what is open', () => {
  it('go down once for each that went up', () => {
    const counts = new OpenCounts();
    const close = counts.add('10.0.0.1');
    counts.add('10.0.0.1');
    close();
    close();
    expect(counts.of('10.0.0.1')).toBe(1);
    expect(counts.of('10.0.0.2')).toBe(0);
  });
});
