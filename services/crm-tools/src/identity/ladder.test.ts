import { couldReach, type FactKind, levelOf, type Trust } from './ladder.ts';

const table: readonly [Trust, boolean, readonly FactKind[], number][] = [
  ['vouched-for', true, [], 1],
  ['vouched-for', true, ['name'], 1],
  ['vouched-for', true, ['vehicle'], 1],
  ['vouched-for', true, ['name', 'vehicle'], 2],
  ['vouched-for', true, ['day'], 2],
  ['vouched-for', true, ['vin'], 2],
  ['vouched-for', false, ['name', 'vehicle', 'day', 'vin'], 0],
  ['shown', true, [], 0],
  ['shown', true, ['name'], 0],
  ['shown', true, ['vin'], 0],
  ['shown', true, ['name', 'name'], 0],
  ['shown', true, ['name', 'vehicle'], 2],
  ['shown', true, ['day', 'vin'], 2],
  ['shown', false, ['name', 'vehicle', 'day', 'vin'], 0],
  ['none', true, ['name', 'vehicle', 'day', 'vin'], 0],
  ['none', false, [], 0],
];

describe('the ladder', () => {
  it.each(table)('number %s, on file %s, facts %j: level %d', (trust, numberOnFile, facts, level) => {
    expect(levelOf({ trust, numberOnFile, facts })).toBe(level);
  });

  it('says what could be reached without knowing who is on file', () => {
    expect(couldReach(1, 'vouched-for', [])).toBe(true);
    expect(couldReach(2, 'vouched-for', ['name'])).toBe(false);
    expect(couldReach(2, 'shown', ['name'])).toBe(false);
    expect(couldReach(1, 'shown', ['name', 'day'])).toBe(true);
    expect(couldReach(1, 'none', ['name', 'day', 'vin', 'vehicle'])).toBe(false);
  });
});
