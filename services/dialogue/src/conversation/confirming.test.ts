import { greeted, readingBack } from '../../test/playing.ts';

describe('an answer to a read-back', () => {
  it('that repeats what was read back is a yes', () => {
    const play = readingBack();
    play.hears();
    play.says("Yes, it's for the Outback.");
    expect(play.last('ask-tool')).toMatchObject({ proof: { pending: 'P1', words: "Yes, it's for the Outback." } });
  });

  it.each(['Yes, but on Wednesday.', "Yes, it's for the Civic.", 'Yes, and cancel it.'])('is no yes: %p', (words) => {
    const play = readingBack();
    play.hears();
    expect(play.says(words)).not.toContainEqual(expect.objectContaining({ type: 'ask-tool' }));
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('is none when nothing waits', () => {
    const play = greeted();
    expect(play.says('Yes.')).not.toContainEqual(expect.objectContaining({ type: 'ask-tool' }));
  });
});
