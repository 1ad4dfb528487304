/** The guard on every guarded sentence, cut at every border between words: nothing of a claim may have left before it is known. */
import { greeted } from '../../test/playing.ts';
import { nothingBacked } from './backing.ts';
import { unbackedClaim } from './claims.ts';
import { GUARDED } from './guarded.cases.ts';

const LEADS = ['', 'Great, ', 'Certainly, happy to help with that, ', 'Okay, let me see. '];
const nothing = { committed: [], appointmentsKnown: false, backing: nothingBacked };

/** Tells the model's words in two parts, and gives what was said of them and whether they were thrown away. */
function streamed(first: string, rest: string): { said: string; corrected: boolean } {
  const play = greeted();
  play.says('Hello there.');
  const before = play.effects.length;
  const requestId = play.thinking();
  for (const text of [...tokens(first), ...tokens(rest)]) play.on({ type: 'model-text', requestId, text });
  if (play.conversation.thinking?.requestId === requestId) play.on({ type: 'model-done', requestId, toolCalls: [] });
  const effects = play.effects.slice(before);
  const corrected = effects.some((effect) => effect.type === 'ask-model' && effect.note !== null);
  return { said: play.told(effects).join(' '), corrected };
}

function tokens(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

function bordersOf(sentence: string): number[] {
  return [...sentence.matchAll(/\s+/g)].map(({ index }) => index + 1);
}

describe('every guarded sentence', () => {
  it('is a claim as a whole', () => {
    expect(GUARDED.filter((sentence) => unbackedClaim(sentence, '', nothing) === null)).toEqual([]);
  });

  it('is one when its words come in two pieces, whatever the border', () => {
    const missed = GUARDED.flatMap((sentence) =>
      bordersOf(sentence)
        .map((at) => [sentence.slice(0, at), sentence.slice(at)] as const)
        .filter(([first, rest]) => !unbackedClaim(first, '', nothing) && !unbackedClaim(rest, first, nothing)),
    );
    expect(missed).toEqual([]);
  });

  it.each(GUARDED)('is thrown away before a word of it was heard: %s', (sentence) => {
    for (const lead of LEADS) {
      const { said, corrected } = streamed(lead, sentence);
      expect({ lead, corrected }).toEqual({ lead, corrected: true });
      expect(lead).toContain(said.trim());
    }
  });
});
