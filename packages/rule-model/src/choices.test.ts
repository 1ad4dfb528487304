import type { OfferRead } from './answers.ts';
import { type Choice, readChoice } from './choices.ts';
import type { Clock } from './facts.ts';
import { timeMentions } from './time-words.ts';

const clock: Clock = { now: new Date('2026-11-23T10:05:00-05:00'), zone: 'America/New_York' };
const offer = (slot: string, start: string, say: string): OfferRead => ({ slot, start, say });
const tuesday = [
  offer('A', '2026-11-24T09:00:00-05:00', 'Tuesday, November 24th at 9 AM'),
  offer('B', '2026-11-24T11:30:00-05:00', 'Tuesday, November 24th at 11:30 AM'),
  offer('C', '2026-11-24T14:00:00-05:00', 'Tuesday, November 24th at 2 PM'),
];
const days = [
  offer('A', '2026-11-24T09:00:00-05:00', 'Tuesday, November 24th at 9 AM'),
  offer('B', '2026-11-27T09:00:00-05:00', 'Friday, November 27th at 9 AM'),
];

const choose = (text: string, offers: readonly OfferRead[], at: Clock | null = clock): Choice =>
  readChoice(text, timeMentions(text, true), offers, at);
const slot = (choice: Choice): string => (choice.type === 'slot' ? choice.offer.slot : choice.type);

describe('choosing among offered times', () => {
  it.each([
    ['the first one', 'A'],
    ['Nine works.', 'A'],
    ['9 a.m. please', 'A'],
    ['eleven thirty', 'B'],
    ['let me take the 11:30', 'B'],
    ['the second', 'B'],
    ['two', 'C'],
    ['2 p.m.', 'C'],
    ['the afternoon one', 'C'],
    ['the last one, please', 'C'],
    ['the later one', 'C'],
    ['slot b', 'B'],
    ['any of those', 'A'],
    ['I do not care', 'A'],
    ['Yes.', 'several'],
    ['in the morning', 'several'],
    ['none of those work', 'declined'],
    ['No.', 'declined'],
    ['hmm', 'none'],
    ['Wednesday at ten', 'none'],
  ])('%s: %s', (text, chosen) => {
    expect(slot(choose(text, tuesday))).toBe(chosen);
  });

  it.each([
    ['Friday', 'B'],
    ['the 27th', 'B'],
    ['tomorrow', 'A'],
    ['nine', 'several'],
  ])('by the day: %s', (text, chosen) => {
    expect(slot(choose(text, days))).toBe(chosen);
  });

  it.each([['Yes.'], ['That works.'], ["Sure, I'll take it."], ['okay']])(
    'takes the only one with a yes: %s',
    (text) => {
      expect(slot(choose(text, days.slice(0, 1)))).toBe('A');
    },
  );

  it('keeps the times that fit when several do', () => {
    expect(choose('in the morning', tuesday)).toMatchObject({
      type: 'several',
      offers: [{ slot: 'A' }, { slot: 'B' }],
    });
  });

  it('turns a wish for later or earlier into a time beyond what was offered', () => {
    expect(choose('Have you got anything later?', tuesday)).toEqual({
      type: 'other',
      wish: { day: 'Tuesday, November 24th', time: 'after 2 PM', soon: null },
    });
    expect(choose('anything earlier', tuesday)).toMatchObject({ wish: { time: 'before 9 AM' } });
  });

  it('compares the words themselves when it has no clock', () => {
    expect(slot(choose('11:30', tuesday, null))).toBe('B');
    expect(slot(choose('eleven', [offer('A', 'not a time', 'at the opening')], null))).toBe('none');
  });

  it('chooses nothing where nothing was offered', () => {
    expect(choose('yes', [])).toEqual({ type: 'none' });
  });
});
