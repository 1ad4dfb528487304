import { type Line, waits } from './record.ts';

/** Lines that last a second each, and the words they are made of. */
function said(...lines: readonly (readonly [Line['who'], string, number])[]): Parameters<typeof waits>[0] {
  const all = lines.map(([who, text, startMs]) => ({ who, text, startMs, endMs: startMs + 1_000 }));
  const words = all
    .filter(({ who }) => who === 'agent')
    .map(({ text, startMs, endMs }) => ({ word: text, startMs, endMs }));
  return { lines: all, words };
}

it('waits from the last word of the caller to the first of the agent', () => {
  expect(waits(said(['agent', 'How can I help?', 0], ['caller', 'Hi.', 2_000], ['agent', 'Hello.', 4_200]))).toEqual([
    1_200,
  ]);
});

it('goes on waiting after a filler, and not after a question', () => {
  const filler = said(['caller', 'Hi.', 0], ['agent', 'One moment.', 2_000], ['agent', 'I have Monday.', 5_500]);
  expect(waits(filler)).toEqual([1_000, 2_500]);
  const question = said(
    ['caller', 'Hi.', 0],
    ['agent', 'Which car?', 2_000],
    ['agent', 'Are you still there?', 10_000],
  );
  expect(waits(question)).toEqual([1_000]);
});

it('does not wait between two things the caller says', () => {
  expect(waits(said(['caller', 'Two one five,', 0], ['caller', 'five five five.', 3_000]))).toEqual([]);
});
