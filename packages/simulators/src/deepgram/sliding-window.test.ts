import { SlidingWindow } from './sliding-window.ts';

describe('a sliding window', () => {
  it('forgets what is older than its length', () => {
    const window = new SlidingWindow(1_000);
    window.add(3, 0);
    window.add(4, 500);
    expect(window.sum(900)).toBe(7);
    expect(window.sum(1_000)).toBe(4);
  });

  it('says how long until there is room', () => {
    const window = new SlidingWindow(1_000);
    expect(window.waitFor(2, 0)).toBe(0);
    window.add(1, 0);
    window.add(1, 300);
    expect(window.waitFor(2, 400)).toBe(600);
    expect(window.waitFor(1, 400)).toBe(900);
  });
});
