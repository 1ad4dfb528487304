import {
  answered,
  becomesTrouble,
  beginSteadiness,
  connected,
  hasStalled,
  lost,
  type Steadiness,
  voiceSent,
} from './steadiness.ts';

const up = connected(beginSteadiness(0), 0);

describe('a recogniser that is lost', () => {
  it('is replaced at once, then less and less often, with some spread', () => {
    let state: Steadiness = up;
    const waits = Array.from({ length: 9 }, () => {
      const next = lost(state, 0, 0.5);
      state = next.steadiness;
      return next.reconnectInMs;
    });
    expect(waits).toEqual([0, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000]);
    expect(lost(state, 0, 0).reconnectInMs).toBe(1_500);
    expect(lost(state, 0, 0.99).reconnectInMs).toBeCloseTo(2_490);
  });

  it('starts over only when a recogniser has answered, not when one has merely opened', () => {
    const failing = lost(lost(up, 0, 0.5).steadiness, 0, 0.5).steadiness;
    expect(lost(connected(failing, 10), 20, 0.5).reconnectInMs).toBe(200);
    expect(lost(answered(connected(failing, 10), 15), 20, 0.5).reconnectInMs).toBe(0);
  });

  it('becomes trouble after three seconds, told once', () => {
    const down = lost(lost(up, 1_000, 0.5).steadiness, 2_500, 0.5).steadiness;
    expect(becomesTrouble(down, 3_999)).toBe(false);
    expect(becomesTrouble(down, 4_000)).toBe(true);
    expect(becomesTrouble({ ...down, troubled: true }, 9_000)).toBe(false);
    expect(becomesTrouble(connected(down, 4_000), 9_000)).toBe(false);
  });

  it('is missed from the beginning of a call', () => {
    expect(becomesTrouble(beginSteadiness(0), 3_000)).toBe(true);
  });
});

describe('a recogniser that has stalled', () => {
  it('is one that does not answer although voice was sent', () => {
    expect(hasStalled(voiceSent(up, 1_500), 0, 3_999)).toBe(false);
    expect(hasStalled(voiceSent(up, 1_500), 0, 4_000)).toBe(true);
    expect(hasStalled(answered(voiceSent(up, 1_500), 2_000), 0, 5_000)).toBe(false);
  });

  it('is not one that has only heard silence', () => {
    expect(hasStalled(voiceSent(up, 400), 0, 60_000)).toBe(false);
  });

  it('is one that does not take what is sent', () => {
    expect(hasStalled(up, 64_001, 10)).toBe(true);
  });

  it('is not one that is gone', () => {
    expect(hasStalled(lost(voiceSent(up, 9_000), 0, 0).steadiness, 99_999, 60_000)).toBe(false);
  });
});
