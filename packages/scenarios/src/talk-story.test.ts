import { parse } from 'yaml';
import { storySchema } from './story.ts';
import { storyOf } from './talk-story.ts';

const talked = {
  from: '+12155551001',
  to: '+12155550100',
  said: [
    { type: 'say', words: 'I need an oil change: "soon"', interrupts: false },
    { type: 'say', words: 'Tuesday', interrupts: true },
    { type: 'press', digits: '9' },
    { type: 'silence' },
  ],
  hungUp: true,
  outcome: 'booked',
} as const;

describe('a conversation that was typed', () => {
  it('is a story that says the same again', () => {
    const { callers, expect: wanted } = storySchema.parse(parse(storyOf('Typed', talked)));
    const reactions = callers.caller?.reactions ?? [];
    expect(reactions.map(({ says, presses, interrupts, hangsUp }) => [says, presses, interrupts, hangsUp])).toEqual([
      ['I need an oil change: "soon"', undefined, false, false],
      ['Tuesday', undefined, true, false],
      [undefined, '9', false, false],
      [undefined, undefined, false, false],
      [undefined, undefined, false, true],
    ]);
    expect(wanted.outcome).toBe('booked');
  });

  it('is a story also when nothing was said, from a number that was withheld', () => {
    const story = storySchema.parse(parse(storyOf('Typed', { ...talked, from: null, said: [], outcome: null })));
    expect(story.callers.caller?.from).toBe('withheld');
  });
});
