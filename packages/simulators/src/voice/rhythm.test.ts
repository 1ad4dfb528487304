import { splitWords, syllables, timeWords } from './rhythm.ts';

const TALK =
  "Good morning, I'd like to bring my car in for an oil change. It's a 2019 Honda Civic, and it also makes a strange noise " +
  'when I brake. Do you have anything on Thursday afternoon, or early on Friday? Thank you very much, that works for me.';

describe('the rhythm of speech', () => {
  it('is about 160 words a minute', () => {
    const { words, samples } = timeWords(TALK);
    const perMinute = words.length / (samples / 8_000 / 60);
    expect(perMinute).toBeGreaterThan(150);
    expect(perMinute).toBeLessThan(170);
  });

  it('follows the pace that is asked for', () => {
    const slow = timeWords(TALK, { wordsPerMinute: 80 }).samples;
    expect(slow / timeWords(TALK).samples).toBeCloseTo(2, 1);
  });

  it('makes words longer by syllables, and pauses at punctuation', () => {
    const [short, long, last] = timeWords('oil, appointment. now').words;
    if (short === undefined || long === undefined || last === undefined) throw new Error('three words were expected');
    expect(long.end - long.start).toBeGreaterThan((short.end - short.start) * 1.5);
    expect(long.start - short.end).toBe(150 * 8);
    expect(last.start - long.end).toBe(300 * 8);
  });

  it('pauses after every word for somebody who dictates', () => {
    const [first, second] = timeWords('H G', { pauseAfterWordMs: 400 }).words;
    expect((second?.start ?? 0) - (first?.end ?? 0)).toBe(430 * 8);
  });

  it('counts syllables', () => {
    const counts = ['oil', 'brake', 'morning', 'appointment', 'transmission', 'changed'].map(syllables);
    expect(counts).toEqual([1, 1, 2, 3, 3, 1]);
    expect(syllables('2019')).toBe(5);
    expect(syllables('José')).toBe(2);
  });

  it('joins lone punctuation to the word before and cuts what is too long for one word', () => {
    expect(splitWords(' — well - yes … ok ')).toEqual(['well-', 'yes…', 'ok']);
    const parts = splitWords('é'.repeat(60));
    expect(parts.join('')).toBe('é'.repeat(60));
    expect(parts.every((part) => Buffer.byteLength(part) <= 48)).toBe(true);
  });
});
