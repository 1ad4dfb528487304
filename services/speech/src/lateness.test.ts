import { Lateness } from './lateness.ts';

describe('lateness', () => {
  it('is none before it was looked at, and after one slow second', () => {
    const lateness = new Lateness();
    expect(lateness.steadyMs).toBe(0);
    lateness.note(900);
    lateness.note(5);
    lateness.note(900);
    expect(lateness.steadyMs).toBe(5);
  });

  it('is what was steadily reached for three seconds', () => {
    const lateness = new Lateness();
    for (const delay of [90, 80, 120]) lateness.note(delay);
    expect(lateness.steadyMs).toBe(80);
    lateness.note(2);
    expect(lateness.steadyMs).toBe(2);
  });
});
