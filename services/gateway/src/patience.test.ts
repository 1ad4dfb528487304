import { Patience } from './patience.ts';

describe('a caller who waits', () => {
  it('is told so after a second and a half, and every five seconds, in other words', () => {
    const patience = new Patience(10_000);
    const said: [number, number][] = [];
    for (let now = 0; now <= 9_000; now += 100) {
      const due = patience.phraseDue(now, now);
      if (due !== null) said.push([now, due]);
    }
    expect(said).toEqual([
      [1_500, 0],
      [6_500, 1],
    ]);
  });

  it('hears the first words again when it happens again', () => {
    const patience = new Patience(10_000);
    expect(patience.phraseDue(1_600, 1_600)).toBe(0);
    expect(patience.phraseDue(0, 20_000)).toBeNull();
    expect(patience.phraseDue(1_500, 30_000)).toBe(0);
  });

  it('is handed to a person in the end', () => {
    const patience = new Patience(10_000);
    expect([patience.isOver(9_999), patience.isOver(10_000)]).toEqual([false, true]);
  });
});

describe('refusals', () => {
  const patience = new Patience(10_000);
  it.each<[string, number, boolean, string]>([
    ['busy', 2, false, 'wait'],
    ['busy', 3, false, 'busy'],
    ['draining', 3, false, 'busy'],
    ['busy', 30, true, 'wait'],
    ['no-answer', 30, false, 'wait'],
    ['no-session', 4, true, 'wait'],
    ['no-session', 5, true, 'lost'],
  ])('as %s, %i in a row, talked before: %s -> %s', (reason, inARow, talked, verdict) => {
    expect(patience.judgeRefusals(reason, inARow, talked)).toBe(verdict);
  });
});
