import { accuracyOf, costOf, usageOf } from './cost.ts';

describe('what calls cost', () => {
  const usage = { minutes: 2, spokenCharacters: 1_000, tokensRead: 0, tokensWritten: 0 };

  it('is minutes, characters and tokens times their prices', () => {
    const prices = {
      ...{ phoneMinute: 0.01, heardMinute: 0.005, spokenThousandCharacters: 0.03 },
      ...{ millionTokensRead: 2, millionTokensCached: 1, millionTokensWritten: 10 },
    };
    expect(costOf([usage, usage], prices)).toEqual({
      ...{ phone: 0.04, hearing: 0.02, speaking: 0.06, thinking: 0 },
      ...{ total: 0.12, perCall: 0.06 },
    });
    const thinking = costOf([{ ...usage, tokensRead: 1e6, tokensWritten: 1e5 }], prices).thinking;
    expect(thinking).toBeCloseTo(0.8 * 1 + 0.2 * 2 + 1, 5);
  });

  it('grows with every turn, for the conversation is sent again', () => {
    const turn = { callerSaid: 'x'.repeat(400), agentSaid: 'y'.repeat(400), tools: [] };
    const [one, two] = [usageOf([turn], 1), usageOf([turn, turn], 2)];
    expect(two.tokensRead).toBe(one.tokensRead * 2 + 200);
    expect(usageOf([{ ...turn, tools: [1] }], 1).tokensRead).toBe(one.tokensRead * 2);
    expect(usageOf([{ ...turn, callerSaid: null }], 1)).toMatchObject({ tokensRead: 0, tokensWritten: 0 });
  });
});

describe('how well a caller was heard', () => {
  it.each([
    ['an oil change', 'An oil change.', 1],
    ['an oil change', 'an oil', 2 / 3],
    ['an oil change', 'an boil change', 2 / 3],
    ['an oil change', 'oh an oil change', 2 / 3],
    ['yes', 'no no no', 0],
    ['', '', 1],
  ])('%s heard as %s', (said, heard, share) => {
    expect(accuracyOf(said, heard)).toBeCloseTo(share, 10);
  });
});
