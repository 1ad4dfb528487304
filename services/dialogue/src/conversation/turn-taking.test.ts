import { fillers, phrases } from '@bayline/spoken';
import { aBooking, bookingDone, greeted, type Play, readingBack } from '../../test/playing.ts';
import { defaultManners } from './manners.ts';

/** Up to an answer being heard, with 2,500 ms of its 6,400 played. */
function answering(): { play: Play; generation: number } {
  const play = greeted();
  play.says('What do you do?');
  play.answers('We do oil changes. We also do tires and brakes. What do you need?');
  const { generation } = play.conversation.replies[0] ?? { generation: 0 };
  play.hearsPart(generation, 2_500);
  return { play, generation };
}

const partial = (play: Play, text: string): ReturnType<Play['on']> =>
  play.on({ type: 'partial', epoch: 1, text, endMs: 90_000 });
const final = (play: Play, text: string, speechFinal = true): ReturnType<Play['on']> =>
  play.on({ type: 'final', epoch: 1, text, endMs: 90_500, speechFinal });
const timer = (play: Play, name: 'resume' | 'silence' | 'no-words' | 'filler'): ReturnType<Play['on']> =>
  play.on({ type: 'timer', name });

describe('a field in pieces', () => {
  it('ends the turn at once when it is full, before the recogniser has seen a pause', () => {
    const play = greeted();
    play.says('Hi.');
    play.answers('What is the best phone number to reach you?');
    play.hears();
    play.says('two one five five five five zero one four two', { speechFinal: false });
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('goes on over turns: the last digits end it', () => {
    const play = greeted();
    play.says('Hi.');
    play.answers('What is the best phone number to reach you?');
    play.hears();
    play.says('two one five');
    play.on({ type: 'timer', name: 'end-of-turn' });
    play.answers("I have the first part. What's the rest of the number?");
    play.hears();
    play.says('five five five zero one four two', { speechFinal: false });
    expect(play.conversation.messages.at(-1)).toMatchObject({ content: 'five five five zero one four two' });
    expect(play.conversation.thinking).not.toBeNull();
  });
});

describe('a caller who talks without end', () => {
  const long = Array.from({ length: defaultManners.longTurnWords }, (_, i) => `word${i}`).join(' ');

  it('is stopped politely, and may not talk over that', () => {
    const play = greeted();
    const effects = play.says(long, { speechFinal: false });
    expect(play.told(effects)).toEqual([phrases.politeStop]);
    expect(play.conversation.thinking).not.toBeNull();
    expect(partial(play, 'and then the other thing')).not.toContainEqual(
      expect.objectContaining({ type: 'cancel-replies' }),
    );
  });

  it('is heard to the end all the same', () => {
    const play = greeted();
    play.says(long, { speechFinal: false });
    final(play, 'and the brakes squeal.');
    play.hears();
    expect(play.conversation.messages.at(-1)).toEqual({ role: 'user', content: 'and the brakes squeal.' });
    expect(play.conversation.thinking).not.toBeNull();
  });
});

describe('a caller who asks to wait', () => {
  it('is given ninety seconds, with one soft check in the middle', () => {
    const play = greeted();
    expect(play.told(play.says('Hold on, let me get my registration.'))).toEqual([phrases.takeYourTime]);
    expect(play.conversation.thinking).toBeNull();
    play.hears();
    expect(play.last('set-timer')).toMatchObject({ name: 'silence', ms: 45_000 });
    expect(play.told(timer(play, 'silence'))).toEqual([phrases.stillWaiting]);
    play.hears();
    expect(play.last('set-timer')).toMatchObject({ name: 'silence', ms: 45_000 });
    expect(play.told(timer(play, 'silence'))).toEqual([phrases.silentGoodbye]);
  });

  it('goes on where they were, with the usual patience', () => {
    const play = greeted();
    play.says('Hi.');
    play.answers('Could you read me the VIN?');
    play.hears();
    play.says('One second.');
    play.hears();
    expect(play.says('one H G C M')).toContainEqual({
      type: 'set-timer',
      name: 'end-of-turn',
      ms: defaultManners.patience.fieldMs,
    });
    expect(play.conversation.away).toBe(true);
    play.on({ type: 'timer', name: 'end-of-turn' });
    expect(play.conversation.away).toBe(false);
  });

  it('does not confirm by saying that they are back', () => {
    const play = readingBack();
    play.hears();
    play.says('Hang on a second.');
    play.hears();
    const effects = play.says('Yes.');
    expect(effects).not.toContainEqual(expect.objectContaining({ type: 'ask-tool' }));
    expect(play.told(effects)).toEqual([expect.stringContaining(aBooking.question)]);
  });
});

describe('voice without words', () => {
  it('is asked to say it again, once', () => {
    const play = greeted();
    expect(play.on({ type: 'voice-began' })).toContainEqual({ type: 'set-timer', name: 'no-words', ms: 2_500 });
    expect(play.told(timer(play, 'no-words'))).toEqual([phrases.noWords]);
    play.hears();
    expect(play.on({ type: 'voice-began' })).toEqual([]);
  });

  it('is nothing when words come of it', () => {
    const play = greeted();
    play.on({ type: 'voice-began' });
    expect(partial(play, 'I need')).toContainEqual({ type: 'clear-timer', name: 'no-words' });
    expect(timer(play, 'no-words')).toEqual([]);
  });

  it('does not stop us, and is not asked about while we speak', () => {
    const { play } = answering();
    expect(play.on({ type: 'voice-began' })).toEqual([]);
  });

  it('between a read-back and a yes makes that yes no proof', () => {
    const play = readingBack();
    play.hears();
    timer(play, 'silence');
    play.hears();
    expect(play.says('Yes.')).not.toContainEqual(expect.objectContaining({ type: 'ask-tool' }));
  });
});

describe('an interruption of which nothing comes', () => {
  it('resumes from the sentence that was cut, when no words follow', () => {
    const { play, generation } = answering();
    expect(partial(play, 'wait')).toContainEqual({ type: 'set-timer', name: 'resume', ms: 2_500 });
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 2_500 });
    expect(play.told(timer(play, 'resume'))).toEqual(['We also do tires and brakes. What do you need?']);
  });

  it('resumes sooner when it turns out to be a back-channel', () => {
    const { play, generation } = answering();
    partial(play, 'no');
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 2_500 });
    expect(final(play, 'Mm-hmm.')).toContainEqual({ type: 'set-timer', name: 'resume', ms: 350 });
    expect(play.told(timer(play, 'resume'))).toEqual(['We also do tires and brakes. What do you need?']);
    expect(play.conversation.messages.filter((message) => message.role === 'user')).toHaveLength(1);
  });

  it('asks the model to go on when it was still at its answer', () => {
    const play = greeted();
    play.says('What do you do?');
    const requestId = play.thinking();
    play.on({ type: 'model-text', requestId, text: 'We do oil changes. And ' });
    partial(play, 'wait');
    expect(timer(play, 'resume')).toContainEqual(
      expect.objectContaining({ type: 'ask-model', note: expect.stringContaining('cut you off') }),
    );
  });

  it('reads a change back again from its beginning', () => {
    const play = readingBack();
    partial(play, 'hello');
    expect(play.told(timer(play, 'resume'))).toEqual([`${aBooking.facts} ${aBooking.question}`]);
  });

  it('resumes when a sentence was begun and nothing came of it', () => {
    const { play, generation } = answering();
    partial(play, 'but um');
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 2_500 });
    final(play, 'But, um.');
    expect(play.on({ type: 'timer', name: 'end-of-turn' })).toContainEqual({
      type: 'set-timer',
      name: 'resume',
      ms: 350,
    });
    expect(play.told(timer(play, 'resume'))).toEqual(['We also do tires and brakes. What do you need?']);
  });

  it('stays cut when words come', () => {
    const { play, generation } = answering();
    partial(play, 'wait');
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 2_500 });
    final(play, 'Wait, are you open on Sunday?');
    expect(timer(play, 'resume')).toEqual([]);
  });
});

describe('a confirmation that was talked over', () => {
  /** Committed, with so much of the confirmation heard when the caller spoke. */
  function talkedOver(playedMs: number): Play {
    const play = readingBack();
    play.hears();
    play.says('Yes.');
    play.tool(bookingDone);
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.hearsPart(generation, playedMs);
    partial(play, 'and what does it cost');
    play.on({ type: 'played', generation, state: 'cleared', playedMs });
    final(play, 'And what does it cost?');
    return play;
  }

  it('is said again before the answer', () => {
    const play = talkedOver(1_000);
    expect(play.told().at(-1)).toBe(`${phrases.soYouHaveIt} ${bookingDone.say}`);
    expect(play.conversation.thinking).not.toBeNull();
    play.answers('An oil change starts at $49.');
    play.hears();
    expect(play.conversation.owed).toBeNull();
  });

  it('is said again until it was heard, three times at most', () => {
    const play = talkedOver(1_000);
    for (let i = 0; i < 4; i += 1) {
      play.says('Hello there?', { after: 90_000 });
    }
    expect(play.told().filter((said) => said.includes(bookingDone.say))).toHaveLength(4);
  });

  it('is not said again when only the question after it was cut', () => {
    const play = talkedOver(9_000);
    expect(play.told().at(-1)).not.toContain(phrases.soYouHaveIt);
  });
});

describe('a filler', () => {
  it('is never the one that was said before', () => {
    const play = greeted();
    const said: string[] = [];
    for (let i = 0; i < fillers.length * 2; i += 1) {
      play.says('Where are you?');
      said.push(...play.told(timer(play, 'filler')));
      play.answers('On Main Street.');
      play.hears();
    }
    expect(said).toHaveLength(fillers.length * 2);
    expect(said.some((text, i) => text === said[i - 1])).toBe(false);
  });
});
