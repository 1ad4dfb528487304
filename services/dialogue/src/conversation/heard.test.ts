import { charactersHeard, heardText } from './heard.ts';

const text = 'We do oil changes. We also do tires.';
const voiced = [
  { fromCharacter: 0, toCharacter: 19, fromMs: 0, toMs: 1_900 },
  { fromCharacter: 19, toCharacter: 36, fromMs: 1_900, toMs: 3_600 },
];

describe('what was heard of a reply', () => {
  it.each([
    [0, ''],
    [150, ''],
    [250, 'We'],
    [1_850, 'We do oil changes.'],
    [2_450, 'We do oil changes. We'],
    [3_600, text],
    [9_000, text],
  ])('after %p ms is %p', (playedMs, heard) => {
    expect(heardText({ text, voiced, playedMs, phase: 'cleared' })).toBe(heard);
  });

  it('is everything once it was played to its end', () => {
    expect(charactersHeard({ text, voiced: [], playedMs: 10, phase: 'finished' })).toBe(text.length);
  });

  it('is estimated while it is not known which audio is which text', () => {
    expect(heardText({ text, voiced: [], playedMs: 1_300, phase: 'cleared' })).toBe('We do oil changes.');
  });

  it('never grows beyond the text, nor shrinks as more is played', () => {
    let before = 0;
    for (let playedMs = 0; playedMs < 5_000; playedMs += 37) {
      const now = charactersHeard({ text, voiced, playedMs, phase: 'playing' });
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now).toBeLessThanOrEqual(text.length);
      before = now;
    }
  });
});
