import { phrases } from '@bayline/spoken';
import { aBrief, greeted, MONDAY_TEN, Play } from '../../test/playing.ts';
import { messageOf } from './message.ts';

const SUNDAY = MONDAY_TEN - 24 * 3_600_000;
const lastSaid = (play: Play): string => play.told().at(-1) ?? '';

function answered(play: Play, words: string): string {
  play.hears();
  play.says(words);
  return lastSaid(play);
}

describe('outside desk hours', () => {
  function asksForPerson(brief = aBrief): Play {
    const play = greeted(undefined, SUNDAY, brief);
    play.says('Can I talk to a person?');
    play.answers('Sure, let me connect you with someone at the shop. One moment, please. [transfer]');
    return play;
  }

  it('nobody is promised a person: a message is taken', () => {
    const play = asksForPerson();
    expect(play.told().join(' ')).not.toContain('connect');
    expect(lastSaid(play)).toBe(`${phrases.deskClosed} ${phrases.messageName}`);
    expect(play.last('leave')).toBeUndefined();
  });

  it('takes name, number and matter, and says when the shop will call', () => {
    const play = asksForPerson();
    expect(answered(play, 'Dana Whitfield.')).toBe(phrases.messageThisNumber);
    expect(answered(play, 'Yes, it is.')).toBe(phrases.messageMatter);
    expect(answered(play, 'My last bill looks wrong.')).toBe(
      `Thank you, Dana. I've noted that, and someone will call you back tomorrow after 8 AM. ${phrases.anythingElse}`,
    );
    expect(play.last('leave-message')).toMatchObject({
      name: 'Dana Whitfield',
      phone: null,
      matter: 'My last bill looks wrong.',
    });
    expect(play.conversation).toMatchObject({ message: null, outcome: 'message-taken' });
  });

  it('takes another number, in pieces', () => {
    const play = asksForPerson();
    answered(play, 'Dana Whitfield.');
    expect(answered(play, 'No, another one.')).toBe(phrases.messagePhone);
    play.hears();
    play.says('two one five');
    play.on({ type: 'timer', name: 'end-of-turn' });
    expect(lastSaid(play)).toBe(phrases.restOfNumber);
    expect(answered(play, 'five five five oh one four two')).toBe(phrases.messageMatter);
    answered(play, 'About the brakes.');
    expect(play.last('leave-message')).toMatchObject({ phone: '+12155550142' });
  });

  it('asks for the number when none is shown', () => {
    const play = asksForPerson({ ...aBrief, caller: { numberShown: false, matches: 'none', level: 0 } });
    expect(answered(play, 'Dana Whitfield.')).toBe(phrases.messagePhone);
  });

  it('serves a caller who would rather book', () => {
    const play = asksForPerson();
    play.hears();
    play.says('Then just book me an oil change.');
    expect(play.conversation.message).toBeNull();
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('leaves no message that is not wanted', () => {
    const play = asksForPerson();
    play.hears();
    play.says('Never mind.');
    expect(play.conversation.message).toBeNull();
    expect(play.last('leave-message')).toBeUndefined();
  });

  it('keeps what there was when the caller hangs up', () => {
    const play = asksForPerson();
    answered(play, 'Dana Whitfield.');
    expect(play.conversation.message).not.toBeNull();
    expect(messageOf(play.conversation.message as NonNullable<typeof play.conversation.message>)).toMatchObject({
      name: 'Dana Whitfield',
      matter: 'The caller wanted to speak with a person',
    });
  });

  it('is so for a caller who presses zero, too', () => {
    const play = greeted(undefined, SUNDAY);
    play.on({ type: 'key-pressed', digit: '0' });
    expect(lastSaid(play)).toContain(phrases.deskClosed);
  });
});

describe('a desk that does not answer', () => {
  it('gives the caller back to the same conversation, which takes a message', () => {
    const play = greeted();
    play.says('I am Dana. Let me talk to a person.');
    play.answers("Of course, I'll connect you. [transfer]");
    expect(play.last('leave')).toMatchObject({ how: { type: 'transfer' } });
    const effects = play.on({ type: 'resumed', brief: null, deskUnanswered: true, wall: MONDAY_TEN });
    expect(play.told(effects)).toEqual([`${phrases.deskBusy} ${phrases.messageName}`]);
    expect(play.conversation.leaving).toBeNull();
    expect(play.conversation.messages[0]).toMatchObject({ role: 'assistant' });
    answered(play, 'Dana Whitfield.');
    answered(play, 'Yes.');
    expect(answered(play, 'My bill.')).toContain('today before 5 PM');
  });

  it('takes a message even when the conversation is lost', () => {
    const play = new Play();
    const effects = play.on({ type: 'resumed', brief: aBrief, deskUnanswered: true, wall: MONDAY_TEN });
    expect(play.told(effects)).toEqual([`${phrases.deskBusy} ${phrases.messageName}`]);
  });
});
