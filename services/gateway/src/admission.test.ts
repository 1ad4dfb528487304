import { type Load, refuse, SustainedDelay } from './admission.ts';

const limits = {
  MAX_CALLS: 10,
  MAX_EVENT_LOOP_DELAY_MS: 75,
  MAX_CALLS_PER_NUMBER_PER_HOUR: 3,
  MAX_CALLS_PER_DAY: 100,
};
const calm: Load = {
  ...{ draining: false, liveCalls: 9, eventLoopDelayMs: 75, callsOfNumberWithinHour: 2, callsWithinDay: 99 },
};

describe('a new call', () => {
  it.each<[string, Partial<Load>, string | null]>([
    ['is taken below every limit', {}, null],
    ['is refused while draining', { draining: true }, 'draining'],
    ['is refused when there are enough', { liveCalls: 10 }, 'busy'],
    ['is refused when the process is slow', { eventLoopDelayMs: 76 }, 'busy'],
    ['is refused when the day has had enough', { callsWithinDay: 100 }, 'busy'],
    ['is refused when its number calls too often', { callsOfNumberWithinHour: 3, liveCalls: 10 }, 'too-many-calls'],
  ])('%s', (_, change, refusal) => {
    expect(refuse({ ...calm, ...change }, limits)).toBe(refusal);
  });
});

describe('a delay of the event loop', () => {
  it('counts when it lasts for three samples', () => {
    const delay = new SustainedDelay();
    const seen = [200, 300, 250, 10, 400, 400, 90].map((ms) => {
      delay.sample(ms);
      return delay.ms;
    });
    expect(seen).toEqual([0, 0, 200, 10, 10, 10, 90]);
  });
});
