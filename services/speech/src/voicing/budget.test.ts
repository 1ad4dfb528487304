import { allowance, carriesReply, isOld, openBudget, spend } from './budget.ts';

const MINUTE = 60_000;

describe('the budget of a synthesis socket', () => {
  it('counts the characters and flushes of the last minute only', () => {
    let budget = spend(openBudget(0), { characters: 400 }, 0);
    budget = spend(budget, { characters: 100, flushes: 1 }, 30_000);
    expect(allowance(budget, 30_000)).toEqual({ characters: 1_800, flushes: 18 });
    expect(allowance(budget, MINUTE)).toEqual({ characters: 2_200, flushes: 18 });
    expect(allowance(budget, 2 * MINUTE)).toEqual({ characters: 2_300, flushes: 19 });
  });

  it('forgets what is older than a minute', () => {
    let budget = openBudget(0);
    for (let i = 0; i < 100; i += 1) budget = spend(budget, { flushes: 1 }, i * MINUTE);
    expect(budget.spent).toHaveLength(1);
  });

  it('carries no further reply when little is left', () => {
    expect(carriesReply(openBudget(0), 0)).toBe(true);
    expect(carriesReply(spend(openBudget(0), { characters: 1_900 }, 0), 1)).toBe(false);
    let flushes = openBudget(0);
    for (let i = 0; i < 17; i += 1) flushes = spend(flushes, { flushes: 1 }, 0);
    expect(carriesReply(flushes, 1)).toBe(false);
    expect(carriesReply(flushes, MINUTE)).toBe(true);
  });

  it('is replaced before its hour ends', () => {
    expect(isOld(openBudget(0), 54 * MINUTE)).toBe(false);
    expect(isOld(openBudget(0), 55 * MINUTE)).toBe(true);
    expect(carriesReply(openBudget(0), 55 * MINUTE)).toBe(false);
  });
});
