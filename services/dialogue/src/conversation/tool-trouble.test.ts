import { fillers, phrases } from '@bayline/spoken';
import {
  bookArguments,
  bookingDone,
  greeted,
  offers,
  type Play,
  readingBack,
  slotArguments,
} from '../../test/playing.ts';

const fails = (play: Play): ReturnType<Play['on']> =>
  play.on({ type: 'tool-failed', toolCallId: play.conversation.tool?.call.id ?? '', why: 'deadline' });
const asked = (play: Play): number => play.effects.filter((effect) => effect.type === 'ask-tool').length;

/** A yes was said, and the commit is under way. */
function committing(): Play {
  const play = readingBack();
  play.hears();
  play.says('Yes.');
  return play;
}

describe('a commit that does not answer', () => {
  it('is asked again with the same proof, once', () => {
    const play = committing();
    const [first] = play.effects.filter((effect) => effect.type === 'ask-tool').slice(-1);
    expect(fails(play)).toContainEqual(first);
    expect(play.told(play.tool(bookingDone))).toEqual([`${bookingDone.say} ${phrases.anythingElse}`]);
  });

  it('and not the second time either is claimed by nobody, and becomes a call back', () => {
    const play = committing();
    fails(play);
    const effects = fails(play);
    expect(play.told(effects)).toEqual([phrases.commitUnknown]);
    expect(effects).toContainEqual(expect.objectContaining({ type: 'leave-wish' }));
    expect(play.conversation).toMatchObject({ committed: [], pendingChange: null, tool: null, thinking: null });
  });
});

describe('a look-up past its deadline', () => {
  it('is filled after 800 ms, and then said honestly', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    expect(play.calls('get_available_slots', slotArguments)).toContainEqual({
      type: 'set-timer',
      name: 'filler',
      ms: 800,
    });
    expect(fillers).toContain(play.told(play.on({ type: 'timer', name: 'filler' }))[0]);
    fails(play);
    expect(play.conversation.messages.at(-1)).toMatchObject({ content: expect.stringContaining(phrases.lookupFailed) });
  });
});

describe('the same call twice', () => {
  it('in one answer is asked once, and answered twice', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    const twice = ['a', 'b'].map((id) => ({
      id,
      name: 'get_available_slots',
      arguments: JSON.stringify(slotArguments),
    }));
    play.answers('', twice);
    play.tool(offers);
    expect(asked(play)).toBe(1);
    expect(play.conversation.messages.slice(-2)).toEqual(
      ['a', 'b'].map((toolCallId) => ({ role: 'tool', toolCallId, content: JSON.stringify(offers) })),
    );
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('in the next answer of the turn does nothing twice', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    play.calls('get_available_slots', slotArguments);
    play.tool(offers);
    play.calls('get_available_slots', slotArguments);
    expect(asked(play)).toBe(1);
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('is asked again once the caller has spoken', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    play.calls('get_available_slots', slotArguments);
    play.tool(offers);
    play.answers('I have Tuesday at 9 AM.');
    play.hears();
    play.says('Is it still free?');
    play.calls('get_available_slots', slotArguments);
    expect(asked(play)).toBe(2);
  });

  it('after an interruption books once: the hold is read back, not asked for again', () => {
    const play = readingBack();
    play.on({ type: 'partial', epoch: 1, text: 'wait what', endMs: 80_000 });
    play.says('Wait, what did you say?', { after: 80_000 });
    play.answers('Sure, once more.');
    play.hears();
    expect(play.told().at(-1)).toContain('Shall I book it?');
    expect(asked(play)).toBe(2);
    expect(JSON.stringify(bookArguments)).toBe(play.conversation.pendingChange?.call.arguments);
  });
});
