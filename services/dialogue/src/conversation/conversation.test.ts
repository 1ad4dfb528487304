import { fillers, phrases } from '@bayline/spoken';
import {
  aBooking,
  bookArguments,
  bookingDone as done,
  greeted,
  MONDAY_TEN,
  offers,
  Play,
  readingBack,
  slotArguments,
} from '../../test/playing.ts';

import type { Effect } from './events.ts';

const { facts } = aBooking;
const types = (effects: readonly Effect[]): string[] => effects.map((effect) => effect.type);

describe('the beginning', () => {
  it('greets with who speaks and that it is a machine', () => {
    const play = new Play();
    play.on({ type: 'started', wall: MONDAY_TEN });
    expect(play.told()).toEqual([expect.stringMatching(/Bayline Motors.*automated assistant/)]);
    expect(play.last('tell-piece')).toMatchObject({ fixed: true, last: true });
  });

  it('waits for the caller once the greeting was heard', () => {
    expect(greeted().last('set-timer')).toEqual({ type: 'set-timer', name: 'silence', ms: 7_000 });
  });
});

describe('taking a turn', () => {
  it('asks the model when the caller has paused after a finished thought', () => {
    const play = greeted();
    expect(types(play.says('What are your hours?'))).toContain('ask-model');
    expect(play.conversation.messages.at(-1)).toEqual({ role: 'user', content: 'What are your hours?' });
  });

  it('joins finals until the caller pauses', () => {
    const play = greeted();
    play.says('I would like to book', { speechFinal: false });
    play.says('an oil change.');
    expect(play.conversation.messages.at(-1)).toEqual({ role: 'user', content: 'I would like to book an oil change.' });
  });

  it('waits on a sentence that promises more, and goes on when it comes', () => {
    const play = greeted();
    expect(play.says('I need an oil change and')).toContainEqual({ type: 'set-timer', name: 'end-of-turn', ms: 1_200 });
    expect(play.conversation.thinking).toBeNull();
    play.says('new brakes.');
    expect(play.conversation.messages.at(-1)).toMatchObject({ content: 'I need an oil change and new brakes.' });
  });

  it('takes the turn when the wait is over', () => {
    const play = greeted();
    play.says('I need an oil change and');
    play.on({ type: 'timer', name: 'end-of-turn' });
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('holds a telephone number open at seven of ten digits', () => {
    const play = greeted();
    play.says('Hi.');
    play.answers('What is the best phone number to reach you?');
    play.hears();
    expect(play.says('two one five five five five zero')).toContainEqual({
      type: 'set-timer',
      name: 'end-of-turn',
      ms: 1_600,
    });
    play.says('one two three');
    expect(play.conversation.messages.at(-1)).toMatchObject({
      content: 'two one five five five five zero one two three',
    });
  });

  it('does not take the same final twice', () => {
    const play = greeted();
    play.on({ type: 'final', epoch: 1, text: 'Hello.', endMs: 500, speechFinal: true });
    play.answers('Hi! What can I do for you?');
    play.hears();
    play.on({ type: 'final', epoch: 1, text: 'Hello.', endMs: 500, speechFinal: true });
    expect(play.conversation.messages.filter((message) => message.role === 'user')).toHaveLength(1);
  });

  it('drops what an earlier speech owner still tells', () => {
    const play = greeted();
    play.on({ type: 'speech-owner-changed', epoch: 3 });
    play.on({ type: 'final', epoch: 1, text: 'Hello.', endMs: 900, speechFinal: true });
    expect(play.conversation.messages.some((message) => message.role === 'user')).toBe(false);
  });

  it('begins again when the caller goes on before anything was said', () => {
    const play = greeted();
    play.says('I need an oil change.');
    const first = play.thinking();
    const effects = play.says('And new tires.');
    expect(effects).toContainEqual({ type: 'abort-model', requestId: first });
    expect(play.conversation.messages.filter((message) => message.role === 'user')).toHaveLength(2);
    expect(play.thinking()).not.toBe(first);
  });
});

describe('answering', () => {
  it('speaks the first clause early and the rest by the sentence', () => {
    const play = greeted();
    play.says('Where are you?');
    const effects = play.answers('Certainly sir, happy to help. We are at 12 Main Street. Anything else?');
    const pieces = effects.filter((effect) => effect.type === 'tell-piece');
    expect(pieces.map((piece) => piece.text)).toEqual([
      'Certainly sir, ',
      'happy to help. ',
      'We are at 12 Main Street. ',
      'Anything else?',
      '',
    ]);
    expect(pieces.map((piece) => piece.last)).toEqual([false, false, false, false, true]);
  });

  it('sends the ledger with the first piece only', () => {
    const play = greeted();
    play.says('Where are you?');
    const pieces = play.answers('We are on Main. Come by.').filter((effect) => effect.type === 'tell-piece');
    expect(pieces.map((piece) => piece.timing?.turn)).toEqual([1, undefined]);
  });

  it('asks once more when the answer is empty, then apologises', () => {
    const play = greeted();
    play.says('Hello?');
    expect(play.answers('')).toContainEqual(
      expect.objectContaining({ type: 'ask-model', note: expect.stringMatching(/empty/) }),
    );
    expect(play.told(play.answers(''))).toEqual([phrases.sayAgain]);
  });

  it('apologises when neither model could answer', () => {
    const play = greeted();
    play.says('Hello?');
    expect(play.told(play.on({ type: 'model-failed', requestId: play.thinking(), why: 'x' }))).toEqual([
      phrases.sayAgain,
    ]);
  });

  it('forgets the half sentence of a model that broke off', () => {
    const play = greeted();
    play.says('Where are you?');
    const requestId = play.thinking();
    play.on({ type: 'model-text', requestId, text: 'We are on Ma' });
    play.on({ type: 'model-broke', requestId });
    const effects = play.on({ type: 'model-text', requestId, text: 'We are at 12 Main Street.' });
    expect(play.told(effects)).toEqual(['We are at 12 Main Street.']);
  });

  it('does not wait for the model twice in a turn in which it broke off, and asks it again in the next', () => {
    const play = greeted();
    play.says('Do you have time on Tuesday?');
    play.on({ type: 'model-broke', requestId: play.thinking() });
    play.calls('get_available_slots', slotArguments);
    expect(play.tool(offers)).toContainEqual(expect.objectContaining({ type: 'ask-model', standIn: true }));
    play.answers('Which one would you like?');
    play.hears();
    expect(play.says('What are your hours?')).toContainEqual(
      expect.objectContaining({ type: 'ask-model', standIn: false }),
    );
  });

  it('says something short when nothing can be heard for a while, and not the same thing next time', () => {
    const play = greeted();
    play.says('Where are you?');
    expect(play.told(play.on({ type: 'timer', name: 'filler' }))).toEqual([fillers[0]]);
    play.answers('On Main Street.');
    play.hears();
    play.says('And your hours?');
    expect(play.told(play.on({ type: 'timer', name: 'filler' }))).toEqual([fillers[1]]);
  });

  it('says no filler when the answer is there', () => {
    const play = greeted();
    play.says('Where are you?');
    play.answers('On Main Street.');
    expect(play.on({ type: 'timer', name: 'filler' })).toEqual([]);
  });

  it('hangs up after a goodbye was heard', () => {
    const play = greeted();
    play.says('That is all, thanks.');
    const effects = play.answers('Thanks for calling. Goodbye! [hangup]');
    const generation = effects.find((effect) => effect.type === 'tell-piece')?.generation;
    expect(play.told(effects)).toEqual(['Thanks for calling. Goodbye!']);
    expect(play.last('leave')).toEqual({
      type: 'leave',
      how: { type: 'hang-up', reason: 'done' },
      afterGeneration: generation,
    });
  });

  it('hands over with a briefing', () => {
    const play = greeted();
    play.says('Let me talk to a person.');
    play.answers("Of course, I'll connect you. [transfer]");
    expect(play.last('leave')).toMatchObject({
      how: { type: 'transfer', briefing: expect.stringContaining('asked for a person') },
    });
    expect(play.conversation.outcome).toBe('transferred');
  });
});

describe('being interrupted', () => {
  function answering(): Play {
    const play = greeted();
    play.says('What do you do?');
    play.answers('We do oil changes. We also do tires and brakes. What do you need?');
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.on({ type: 'played', generation, state: 'started', playedMs: 0 });
    play.on({
      type: 'voiced',
      generation,
      fromCharacter: 0,
      toCharacter: 64,
      fromMs: 0,
      toMs: 6_400,
      done: true,
      failed: false,
    });
    return play;
  }

  it('stops at real words', () => {
    const play = answering();
    const effects = play.on({ type: 'partial', epoch: 1, text: 'I need new', endMs: 9_000 });
    expect(effects).toContainEqual({ type: 'cancel-replies', generation: expect.any(Number), reason: 'barge-in' });
  });

  it('goes on at a back-channel', () => {
    const play = answering();
    expect(play.on({ type: 'partial', epoch: 1, text: 'uh-huh', endMs: 9_000 })).not.toContainEqual(
      expect.objectContaining({ type: 'cancel-replies' }),
    );
    play.on({ type: 'final', epoch: 1, text: 'Uh-huh.', endMs: 9_000, speechFinal: true });
    expect(play.conversation.thinking).toBeNull();
  });

  it('keeps in history what was heard, to the word', () => {
    const play = answering();
    play.on({ type: 'partial', epoch: 1, text: 'I need new', endMs: 9_000 });
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 2_500 });
    play.on({ type: 'final', epoch: 1, text: 'I need new tires.', endMs: 9_500, speechFinal: true });
    expect(play.conversation.messages.slice(-2)).toEqual([
      expect.objectContaining({ role: 'assistant', content: 'We do oil changes. We—' }),
      { role: 'user', content: 'I need new tires.' },
    ]);
  });

  it('forgets an answer of which nothing was heard', () => {
    const play = greeted();
    play.says('What do you do?');
    play.answers('We do oil changes.');
    play.on({ type: 'partial', epoch: 1, text: 'wait', endMs: 9_000 });
    play.on({ type: 'final', epoch: 1, text: 'Wait, where are you?', endMs: 9_500, speechFinal: true });
    expect(play.conversation.messages.slice(-2)).toEqual([
      { role: 'user', content: 'What do you do?' },
      { role: 'user', content: 'Wait, where are you?' },
    ]);
  });

  it('stops the model behind the voice', () => {
    const play = greeted();
    play.says('What do you do?');
    const requestId = play.thinking();
    play.on({ type: 'model-text', requestId, text: 'We do oil changes. And ' });
    const effects = play.on({ type: 'partial', epoch: 1, text: 'no wait', endMs: 9_000 });
    expect(effects).toContainEqual({ type: 'abort-model', requestId });
  });

  it('logs the turn as interrupted, with what was heard', () => {
    const play = answering();
    play.on({ type: 'partial', epoch: 1, text: 'I need new', endMs: 9_000 });
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 2_500 });
    play.on({ type: 'final', epoch: 1, text: 'I need new tires.', endMs: 9_500, speechFinal: true });
    expect(play.last('log-turn')).toMatchObject({
      callerSaid: 'What do you do?',
      agentSaid: 'We do oil changes. We—',
      interrupted: true,
    });
  });
});

describe('tools', () => {
  it('are asked with checked arguments, and the model goes on with the answer', () => {
    const play = greeted();
    play.says('An oil change on Tuesday.');
    expect(play.calls('get_available_slots', slotArguments)).toContainEqual(
      expect.objectContaining({ type: 'ask-tool', name: 'get_available_slots', arguments: slotArguments, proof: null }),
    );
    expect(types(play.tool(offers))).toContain('ask-model');
    expect(play.conversation.messages.at(-1)).toMatchObject({ role: 'tool', content: JSON.stringify(offers) });
    expect(play.conversation.stage).toBe('ACTION_EXECUTION');
  });

  it('keep text that came before the call as the same message', () => {
    const play = greeted();
    play.says('An oil change on Tuesday.');
    play.calls('get_available_slots', slotArguments, 'Let me look.');
    expect(play.conversation.messages.at(-1)).toMatchObject({
      role: 'assistant',
      content: 'Let me look.',
      toolCalls: [{ name: 'get_available_slots' }],
    });
  });

  it('are refused with the reason when the arguments are broken', () => {
    const play = greeted();
    play.says('An oil change on Tuesday.');
    play.answers('', [{ id: 'x', name: 'get_available_slots', arguments: '{"services":' }]);
    expect(play.conversation.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringContaining('invalid-arguments'),
    });
    expect(play.conversation.thinking).not.toBeNull();
  });

  it('are refused when they do not exist', () => {
    const play = greeted();
    play.says('Hello.');
    play.calls('drop_tables', {});
    expect(play.conversation.messages.at(-1)).toMatchObject({ content: expect.stringContaining('no tool named') });
  });

  it('book nothing that was not offered', () => {
    const play = greeted();
    play.says('Book me in.');
    const effects = play.calls('book_appointment', bookArguments);
    expect(types(effects)).not.toContain('ask-tool');
    expect(play.conversation.messages.at(-1)).toMatchObject({ content: expect.stringContaining('not-now') });
  });

  it('are asked after the session was written when they change something', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    play.calls('get_available_slots', slotArguments);
    play.tool(offers);
    play.answers('I have Tuesday, November 24th at 9 AM.');
    play.hears();
    play.says('Yes, nine.');
    const effects = play.calls('book_appointment', bookArguments);
    const saved = effects.findIndex((effect) => effect.type === 'save' && effect.first);
    expect(saved).toBeGreaterThanOrEqual(0);
    expect(effects.findIndex((effect) => effect.type === 'ask-tool')).toBeGreaterThan(saved);
  });

  it('finish before words that came meanwhile are taken', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    play.calls('get_available_slots', slotArguments);
    play.says('Actually make it Wednesday.');
    expect(play.conversation.tool).not.toBeNull();
    play.tool(offers);
    expect(play.conversation.messages.slice(-2)).toEqual([
      expect.objectContaining({ role: 'tool' }),
      { role: 'user', content: 'Actually make it Wednesday.' },
    ]);
  });

  it('that fail are said to have failed, and the wish is kept once', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    play.calls('get_available_slots', slotArguments);
    const id = play.conversation.tool?.call.id ?? '';
    const effects = play.on({ type: 'tool-failed', toolCallId: id, why: 'deadline' });
    expect(effects).toContainEqual(expect.objectContaining({ type: 'leave-wish' }));
    expect(play.conversation.messages.at(-1)).toMatchObject({ content: expect.stringContaining('unavailable') });
  });

  it('do not go round in circles', () => {
    const play = greeted();
    play.says('Hello.');
    for (let round = 0; round < 10 && play.conversation.thinking !== null; round += 1) {
      play.calls('get_upcoming_appointments', { appointment_day: null });
      if (play.conversation.tool !== null) play.tool({ ok: false, no: 'not-verified', say: 'Who is this?' });
    }
    expect(play.conversation.thinking).toBeNull();
    expect(play.told().at(-1)).toBe(phrases.sayAgain);
  });
});

describe('confirming', () => {
  it('reads a held change back without asking the model', () => {
    const play = readingBack();
    expect(play.told().at(-1)).toBe(`${facts} Shall I book it?`);
    expect(play.conversation.thinking).toBeNull();
    expect(play.conversation.stage).toBe('CONFIRMATION');
  });

  it('commits with the proof of a yes to what was heard', () => {
    const play = readingBack();
    play.hears();
    play.says('Yes please.');
    expect(play.last('ask-tool')).toMatchObject({
      name: 'book_appointment',
      arguments: bookArguments,
      proof: { pending: 'P1', words: 'Yes please.' },
    });
    expect(play.conversation.thinking).toBeNull();
  });

  it('says what was committed, from the row, and asks for more', () => {
    const play = readingBack();
    play.hears();
    play.says('Yes.');
    expect(play.told(play.tool(done))).toEqual([`${done.say} ${phrases.anythingElse}`]);
    expect(play.conversation).toMatchObject({ outcome: 'booked', committed: ['booked'], pendingChange: null });
  });

  it('takes no yes to what was not heard to its end, and reads it again', () => {
    const play = readingBack();
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.on({ type: 'played', generation, state: 'started', playedMs: 0 });
    play.on({ type: 'partial', epoch: 1, text: 'yes yes do it', endMs: 90_000 });
    play.on({ type: 'played', generation, state: 'cleared', playedMs: 800 });
    const said = play.on({ type: 'final', epoch: 1, text: 'Yes, yes.', endMs: 90_500, speechFinal: true });
    expect(types(said)).not.toContain('ask-tool');
    const effects = play.on({ type: 'timer', name: 'resume' });
    expect(play.told(effects)).toEqual([`${facts} Shall I book it?`]);
  });

  it('lets the hold go at a no and asks the model', () => {
    const play = readingBack();
    play.hears();
    const effects = play.says('No.');
    expect(effects).toContainEqual({ type: 'release-change', pending: 'P1' });
    expect(types(effects)).toContain('ask-model');
  });

  it('answers a question and reads back again', () => {
    const play = readingBack();
    play.hears();
    play.says('How long will it take?');
    play.answers('About half an hour.');
    expect(play.told(play.hears())).toEqual([`${facts} Shall I book it?`]);
  });

  it('lets go when the model asks a question of its own, so that a yes to it confirms nothing', () => {
    const play = readingBack();
    play.hears();
    play.says('Hmm, what about my other car?');
    play.answers('Which car do you mean?');
    play.hears();
    expect(play.last('release-change')).toEqual({ type: 'release-change', pending: 'P1' });
    expect(types(play.says('Yes.'))).not.toContain('ask-tool');
  });

  it('lets go when other times are looked for', () => {
    const play = readingBack();
    play.hears();
    play.says('Actually Friday would be better.');
    play.calls('get_available_slots', { ...slotArguments, when: 'Friday' });
    expect(play.tool(offers)).toContainEqual({ type: 'release-change', pending: 'P1' });
    expect(play.conversation.pendingChange).toBeNull();
  });

  it('lets go after the third reading', () => {
    const play = readingBack();
    for (let i = 0; i < 3; i += 1) {
      play.hears();
      play.says('How long will it take?');
      play.answers('About half an hour.');
      play.hears();
    }
    expect(play.last('release-change')).toEqual({ type: 'release-change', pending: 'P1' });
  });

  it('takes a yes said over the last words of the question', () => {
    const play = readingBack();
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.hearsPart(generation, 9_500);
    play.on({ type: 'final', epoch: 1, text: 'Yeah.', endMs: 90_000, speechFinal: true });
    play.on({ type: 'played', generation, state: 'finished', playedMs: 10_500 });
    expect(play.last('ask-tool')).toMatchObject({ proof: { words: 'Yeah.' } });
  });

  it('takes no yes said over the facts: the question is put again', () => {
    const play = readingBack();
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.hearsPart(generation, 3_000);
    play.on({ type: 'final', epoch: 1, text: 'Yeah.', endMs: 90_000, speechFinal: true });
    const effects = play.on({ type: 'played', generation, state: 'finished', playedMs: 10_500 });
    expect(types(effects)).not.toContain('ask-tool');
    expect(play.told(effects)).toEqual([aBooking.question]);
    play.hears();
    play.says('Yes.', { after: 90_000 });
    expect(play.last('ask-tool')).toMatchObject({ proof: { words: 'Yes.' } });
  });

  it('tells the model when the slot has gone meanwhile', () => {
    const play = readingBack();
    play.hears();
    play.says('Yes.');
    const effects = play.tool({
      ok: false,
      no: 'slot-taken',
      say: 'That time has just gone.',
      offers: [{ slot: 'C', start: '2026-11-24T11:00:00-05:00', say: 'Tuesday, November 24th at 11 AM' }],
    });
    expect(types(effects)).toContain('ask-model');
    expect(play.conversation.offeredSlots).toContain('C');
    expect(play.conversation.committed).toEqual([]);
  });
});

describe('silence', () => {
  it('is asked about once, then the call ends', () => {
    const play = greeted();
    expect(play.told(play.on({ type: 'timer', name: 'silence' }))).toEqual([phrases.stillThere]);
    play.hears();
    const effects = play.on({ type: 'timer', name: 'silence' });
    expect(play.told(effects)).toEqual([phrases.silentGoodbye]);
    expect(play.last('leave')).toMatchObject({ how: { type: 'hang-up', reason: 'silence' } });
  });

  it('is forgiven when the caller speaks again', () => {
    const play = greeted();
    play.on({ type: 'timer', name: 'silence' });
    play.says('Sorry, I am here.');
    expect(play.conversation.silentPrompts).toBe(0);
  });
});

describe('the guard', () => {
  it('throws a false claim away, unheard, and asks the model again with a correction', () => {
    const play = greeted();
    play.says('Book me for Tuesday at nine.');
    const effects = play.answers("You're all booked for Tuesday.");
    expect(play.told(effects)).toEqual([]);
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'ask-model', note: expect.stringMatching(/not been made/) }),
    );
  });

  it('uses words of its own when the model insists', () => {
    const play = greeted();
    play.says('Book me for Tuesday at nine.');
    play.answers("You're all booked for Tuesday.");
    expect(play.told(play.answers('Your appointment is confirmed.'))).toEqual([phrases.notSure]);
  });

  it('lets the model repeat what a tool has offered', () => {
    const play = greeted();
    play.says('Oil change Tuesday.');
    play.calls('get_available_slots', slotArguments);
    play.tool(offers);
    expect(play.told(play.answers('I have Tuesday at nine or at 10:30 AM.'))).toEqual([
      'I have Tuesday at nine or at 10:30 AM.',
    ]);
  });
});

describe('taking over', () => {
  it('asks the model again when the last word was the caller’s', () => {
    const play = greeted();
    play.says('What are your hours?');
    const effects = play.on({ type: 'resumed', brief: null, deskUnanswered: false, wall: MONDAY_TEN });
    expect(types(effects)).toContain('ask-model');
  });

  it('asks a tool again that had not answered, with the same proof', () => {
    const play = readingBack();
    play.hears();
    play.says('Yes.');
    const effects = play.on({ type: 'resumed', brief: null, deskUnanswered: false, wall: MONDAY_TEN });
    expect(effects).toContainEqual(
      expect.objectContaining({
        type: 'ask-tool',
        name: 'book_appointment',
        proof: { pending: 'P1', words: 'Yes.', turn: 3 },
      }),
    );
  });

  it('reads back again what waited for its yes', () => {
    const play = readingBack();
    expect(play.told(play.on({ type: 'resumed', brief: null, deskUnanswered: false, wall: MONDAY_TEN }))).toEqual([
      `${facts} Shall I book it?`,
    ]);
  });

  it('says again what was not heard of an answer', () => {
    const play = greeted();
    play.says('What do you do?');
    play.answers('We do oil changes. We also do tires.');
    expect(play.told(play.on({ type: 'resumed', brief: null, deskUnanswered: false, wall: MONDAY_TEN }))).toEqual([
      'We do oil changes. We also do tires.',
    ]);
  });

  it('says again from the cut sentence when speech changes hands', () => {
    const play = greeted();
    play.says('What do you do?');
    play.answers('We do oil changes. We also do tires and brakes.');
    const { generation } = play.conversation.replies[0] ?? { generation: 0 };
    play.on({
      type: 'voiced',
      generation,
      fromCharacter: 0,
      toCharacter: 47,
      fromMs: 0,
      toMs: 4_700,
      done: true,
      failed: false,
    });
    play.on({ type: 'played', generation, state: 'playing', playedMs: 2_600 });
    expect(play.told(play.on({ type: 'speech-owner-changed', epoch: 2 }))).toEqual(['We also do tires and brakes.']);
  });

  it('says that it is back when there is nothing to go on with', () => {
    const play = greeted();
    expect(play.told(play.on({ type: 'resumed', brief: null, deskUnanswered: false, wall: MONDAY_TEN }))).toEqual([
      phrases.backAgain,
    ]);
  });
});
