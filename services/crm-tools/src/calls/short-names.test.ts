import { nameAppointments, nameSlots, readShortName } from './short-names.ts';

describe('short names', () => {
  it('are letters for slots, never given twice', () => {
    expect(nameSlots({}, ['x', 'y'])).toEqual([
      { name: 'A', value: 'x' },
      { name: 'B', value: 'y' },
    ]);
    expect(nameSlots({ A: 1, B: 1 }, ['z'])).toEqual([{ name: 'C', value: 'z' }]);
    const many = Object.fromEntries(nameSlots({}, Array.from({ length: 700 }, String)).map(({ name }) => [name, 1]));
    expect(Object.keys(many)).toHaveLength(700);
    expect(Object.keys(many)).toEqual(expect.arrayContaining(['Z', 'AA', 'AZ', 'BA', 'ZX']));
  });

  it('stay the same for an appointment that has one', () => {
    const named = nameAppointments({ V1: 'one' }, ['two', 'one', 'two']);
    expect(named.map(({ name }) => name)).toEqual(['V2', 'V1', 'V2']);
  });

  it('are read whatever a model puts around them', () => {
    for (const text of ['a', ' A ', '"A"', 'slot A', 'Slot A.', 'option a']) expect(readShortName(text)).toBe('A');
    expect(readShortName('V1')).toBe('V1');
    expect(readShortName('appointment v1')).toBe('V1');
    expect(readShortName('../../etc')).toBe('ETC');
  });
});
