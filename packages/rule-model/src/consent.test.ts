import { agrees, declines } from './consent.ts';

describe('agreement in conversation', () => {
  it.each([
    ['Yes.'],
    ['Yeah, that works for me'],
    ['Sounds good'],
    ["I'll take that one"],
    ["I'd say that I'll take the morning"],
    ['You got it.'],
    ["Let's do that"],
    ['That would be great'],
    ['Okay, sign me up for that'],
  ])('%s agrees', (text) => {
    expect(agrees(text)).toBe(true);
    expect(declines(text)).toBe(false);
  });

  it.each([
    ['No.'],
    ['Nope, not really'],
    ["That doesn't work for me"],
    ["I can't do any of those"],
    ['None of those'],
    ["That's too early"],
  ])('%s declines', (text) => {
    expect(declines(text)).toBe(true);
    expect(agrees(text)).toBe(false);
  });

  it.each([['Tuesday'], ['What time?'], ['My name is Bob'], ['']])('%j does neither', (text) => {
    expect(agrees(text)).toBe(false);
    expect(declines(text)).toBe(false);
  });

  it('takes "no, go ahead" for no refusal', () => {
    expect(declines('No, please go ahead with it')).toBe(false);
  });
});
