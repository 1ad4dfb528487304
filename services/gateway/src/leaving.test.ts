import { whenToLeave } from './leaving.ts';
import type { Outcome } from './playout.ts';

describe('a wish to leave', () => {
  it.each<['hang-up' | 'transfer', Outcome, number, string]>([
    ['hang-up', 'coming', 5_000, 'wait'],
    ['hang-up', 'finished', 5_000, 'go'],
    ['hang-up', 'cleared', 5_000, 'drop'],
    ['transfer', 'cleared', 5_000, 'go'],
    ['transfer', 'finished', 0, 'go'],
    ['hang-up', 'unknown', 5_000, 'wait'],
    ['hang-up', 'unknown', 6_001, 'go'],
    ['hang-up', 'coming', 60_001, 'go'],
  ])('%s after a reply that is %s, %i ms later: %s', (type, outcome, waitedMs, decision) => {
    expect(whenToLeave({ type, afterGeneration: 65_536, wishedAt: 1_000 }, outcome, 1_000 + waitedMs)).toBe(decision);
  });

  it('after nothing is carried out at once', () => {
    expect(whenToLeave({ type: 'hang-up', afterGeneration: null, wishedAt: 0 }, 'unknown', 0)).toBe('go');
  });
});
