import { readEmail } from './email-words.ts';

describe('a spoken e-mail address', () => {
  it.each([
    ['bob at example dot com', 'bob@example.com'],
    ["It's bob underscore m at example dot co dot uk.", 'bob_m@example.co.uk'],
    ['b o b seven seven at example dot com', 'bob77@example.com'],
    ['Sure, my e-mail is Dana.Whitfield@example.com.', 'dana.whitfield@example.com'],
    ['dana dash w at my-shop dot net', 'dana-w@my-shop.net'],
  ])('%s', (words, address) => {
    expect(readEmail(words)).toBe(address);
  });

  it.each([["I don't have one"], ['at noon'], ['no'], ['']])('is none in %j', (words) => {
    expect(readEmail(words)).toBeNull();
  });
});
