import { charactersIn, correctPace, FIRST_PACE, resumeAt, unitsIn } from './pace.ts';

describe('the pace of speech', () => {
  it('gives pauses and digits their time', () => {
    expect(unitsIn('abc')).toBe(3);
    expect(unitsIn('Yes.')).toBe(9);
    expect(unitsIn('At 9, ok')).toBe(14);
  });

  it('fits no more characters into audio than there are', () => {
    expect(charactersIn('hello there', 0, FIRST_PACE)).toBe(0);
    expect(charactersIn('hello there', 5 * FIRST_PACE, FIRST_PACE)).toBe(5);
    expect(charactersIn('hello there', 60_000, FIRST_PACE)).toBe(11);
  });

  it('counts a character outside the basic plane as the two it is in a string', () => {
    expect(charactersIn('\u{1F697} ok', FIRST_PACE, FIRST_PACE)).toBe(2);
  });

  it('moves towards what was measured and ignores stretches too short to tell', () => {
    expect(correctPace(50, 100, 10_000)).toBeCloseTo(60);
    expect(correctPace(50, 5, 10_000)).toBe(50);
    expect(correctPace(50, 100, 0)).toBe(50);
  });

  it('goes on a word before the one that was broken off', () => {
    expect(resumeAt('see you on Tuesday', 14)).toBe(8);
    expect(resumeAt('see you on Tuesday', 11)).toBe(4);
    expect(resumeAt('see you', 5)).toBe(0);
    expect(resumeAt('see', 2)).toBe(0);
  });
});
