import { phraseKey, phraseText } from './phrase-key.ts';

describe('the key of a phrase', () => {
  it('does not depend on the spaces around and between the words', () => {
    expect(phraseText('  One \n moment. ')).toBe('One moment.');
    expect(phraseKey('aura', 'One moment.')).toBe(phraseKey('aura', ' One  moment. '));
  });

  it('depends on the voice and on every letter', () => {
    expect(phraseKey('aura', 'One moment.')).not.toBe(phraseKey('other', 'One moment.'));
    expect(phraseKey('aura', 'One moment.')).not.toBe(phraseKey('aura', 'one moment.'));
  });

  it('does not show the words', () => {
    expect(phraseKey('aura', 'Hello Maria')).not.toContain('Maria');
  });
});
