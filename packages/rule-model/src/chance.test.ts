import { callIdOf, fractionOf, pick } from './chance.ts';

describe('chance by words', () => {
  it('gives the same words the same fate', () => {
    expect(fractionOf('hello')).toBe(fractionOf('hello'));
    expect(pick(['a', 'b', 'c'], 'hello')).toBe(pick(['a', 'b', 'c'], 'hello'));
  });

  it('spreads texts that are nearly alike over the whole range', () => {
    const tenths = new Set(Array.from({ length: 200 }, (_, index) => Math.floor(fractionOf(`turn ${index}`) * 10)));
    expect(tenths.size).toBe(10);
  });

  it('makes ids in the form of the provider, different for different texts', () => {
    expect(callIdOf('one')).toMatch(/^call_[a-z0-9]{24}$/);
    expect(new Set(Array.from({ length: 500 }, (_, index) => callIdOf(`text ${index}`))).size).toBe(500);
  });
});
