import { greeted } from '../../test/playing.ts';
import { defaultManners } from '../conversation/manners.ts';
import { afterPause, afterWords, sameRequest, sameWords } from './guessing.ts';
import { profiles } from './profiles.ts';

const heard = (text: string, endMs = 5_000) => ({ epoch: 1, text, endMs });

describe('a guess', () => {
  it('is the request that the turn makes when the words were all', () => {
    const play = greeted();
    const guess = afterWords(play.conversation, heard('What are your hours'), play.at, defaultManners);
    play.says('What are your hours?');
    expect(guess?.turn).toBe(play.conversation.turn.turn);
    expect(sameRequest(guess?.messages ?? [], play.conversation.messages)).toBe(true);
  });

  it('is not the request of a caller who has gone on', () => {
    const play = greeted();
    const guess = afterWords(play.conversation, heard('I need an oil change'), play.at, defaultManners);
    play.says('I need an oil change on Tuesday.');
    expect(sameRequest(guess?.messages ?? [], play.conversation.messages)).toBe(false);
  });

  it('changes nothing of the conversation', () => {
    const play = greeted();
    const before = JSON.stringify(play.conversation);
    afterWords(play.conversation, heard('What are your hours?'), play.at, defaultManners);
    expect(JSON.stringify(play.conversation)).toBe(before);
  });

  it.each(['I need an oil change and', 'my number is', 'um', ''])('is not made from %p', (text) => {
    expect(afterWords(greeted().conversation, heard(text), 2_000, defaultManners)).toBeNull();
  });

  it('is not made of a yes to a read-back, which commits', () => {
    const play = greeted();
    play.says('Tomorrow at nine for an oil change.');
    play.calls('get_available_slots', {
      services: ['oil change'],
      when: 'tomorrow',
      visit: null,
      for_appointment: null,
    });
    const offer = { slot: 'A', start: '2026-11-24T09:00:00-05:00', say: 'Tuesday at 9 AM' };
    play.tool({ ok: true, services: ['oil change'], offers: [offer], asWished: true, say: 'I have Tuesday at 9 AM.' });
    const nobody = { first_name: null, last_name: null, phone: null, vehicle: null, vin: null, email: null };
    play.calls('book_appointment', { slot: 'A', ...nobody, notes: null, another_visit: null });
    const readBack = { facts: 'An oil change on Tuesday at 9 AM.', question: 'Shall I book it?' };
    play.tool({ ok: true, state: 'read-back', pending: 'A', say: readBack });
    play.hears();
    expect(afterWords(play.conversation, heard('Yes please.', 60_000), play.at, defaultManners)).toBeNull();
    expect(afterWords(play.conversation, heard('What time was it?', 60_000), play.at, defaultManners)).not.toBeNull();
  });

  it('is made while the pause after unfinished words is waited out', () => {
    const play = greeted();
    play.says('I need an oil change and');
    const guess = afterPause(play.conversation, play.at, defaultManners);
    play.on({ type: 'timer', name: 'end-of-turn' });
    expect(sameRequest(guess?.messages ?? [], play.conversation.messages)).toBe(true);
  });

  it('is made by a patient house from words that read whole, though their pause is waited out', () => {
    const manners = { ...defaultManners, patience: profiles.patient.patience };
    const play = greeted(manners);
    expect(afterWords(play.conversation, heard('What are your hours?'), play.at, manners)).not.toBeNull();
    play.says('What are your hours?');
    expect(play.last('ask-model')).toBeUndefined();
  });
});

describe('the same words', () => {
  it.each([
    ['What are your hours', 'what are your hours?'],
    ["It's  fine", "It's fine."],
  ])('%p and %p', (one, other) => expect(sameWords(one, other)).toBe(true));

  it.each([
    ['two one five', '215'],
    ['Tuesday', 'Thursday'],
    ['at nine', 'at nine thirty'],
    ["I can't", 'I can'],
  ])('are not %p and %p', (one, other) => expect(sameWords(one, other)).toBe(false));
});

describe('the same request', () => {
  it('differs in an earlier message, however its last words are equal', () => {
    const last = { role: 'user', content: 'yes' } as const;
    const heardMore = { role: 'assistant', content: 'We open at eight.' } as const;
    const heardLess = { role: 'assistant', content: 'We open—' } as const;
    expect(sameRequest([heardMore, last], [heardLess, last])).toBe(false);
  });
});
