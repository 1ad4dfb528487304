import { phrases } from '@bayline/spoken';
import { greeted, type Play } from '../../test/playing.ts';

function answering(): Play {
  const play = greeted();
  play.says('What are your hours?');
  play.answers('We are open today until 6 PM.');
  return play;
}

function fails(play: Play): void {
  const generation = play.conversation.replies.at(-1)?.generation ?? 0;
  const range = { fromCharacter: 0, toCharacter: 0, fromMs: 0, toMs: 0 };
  play.on({ type: 'voiced', generation, ...range, done: false, failed: true });
}

describe('a reply that could not be voiced', () => {
  it('is said again behind a phrase that needs no voice made', () => {
    const play = answering();
    play.effects.length = 0;
    fails(play);
    expect(play.told()).toEqual([phrases.trouble, 'We are open today until 6 PM.']);
  });

  it('leads to a person when it fails again', () => {
    const play = answering();
    fails(play);
    fails(play);
    expect(play.told().at(-1)).toBe(phrases.troubleTransfer);
    expect(play.last('leave')).toMatchObject({ how: { type: 'transfer' } });
  });

  it('is forgotten once our words are heard', () => {
    const play = answering();
    fails(play);
    play.hears();
    expect(play.conversation.voiceFailures).toBe(0);
  });
});

describe('a caller who cannot be heard', () => {
  it('is given the keypad, and no question about their silence', () => {
    const play = greeted();
    play.effects.length = 0;
    play.on({ type: 'speech-troubled', what: 'stt', over: false });
    play.hears();
    expect(play.told()).toEqual([phrases.keypad]);
    expect(play.last('set-timer')).toMatchObject({ name: 'keypad' });
  });

  it('reaches a person by one, a call back by two, and a person by waiting', () => {
    for (const [key, how] of [
      ['1', 'transfer'],
      ['2', 'hang-up'],
      [null, 'transfer'],
    ] as const) {
      const play = greeted();
      play.on({ type: 'speech-troubled', what: 'stt', over: false });
      play.on(key === null ? { type: 'timer', name: 'keypad' } : { type: 'key-pressed', digit: key });
      expect(play.last('leave')).toMatchObject({ how: { type: how } });
      expect(play.last('leave-wish') !== undefined).toBe(key === '2');
    }
  });

  it('is told when they are heard again', () => {
    const play = greeted();
    play.on({ type: 'speech-troubled', what: 'stt', over: false });
    play.effects.length = 0;
    play.on({ type: 'speech-troubled', what: 'stt', over: true });
    expect(play.told()).toEqual([phrases.backAgain]);
    play.on({ type: 'timer', name: 'keypad' });
    expect(play.last('leave')).toBeUndefined();
  });
});
