import { aBrief, Play } from '../../test/playing.ts';
import type { Effect } from './events.ts';
import type { Brief } from './state.ts';

const reminder = {
  reminderId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa',
  firstName: 'Dana',
  lastName: 'Whitfield',
  day: 'Tuesday, December 1st',
  verdict: null,
  calledBack: false,
};
const VISITS = 'You have an oil change for your 2018 Subaru Outback on Tuesday, December 1st at 9 AM.';

/** A reminder call that was just answered; whoever it is has heard our first sentence. */
function answered(changes: Partial<NonNullable<Brief['reminder']>> = {}): Play {
  const play = new Play(undefined, { ...aBrief, reminder: { ...reminder, ...changes } });
  play.on({ type: 'started', wall: Date.parse('2026-11-23T15:05:00Z') });
  play.hears();
  return play;
}

/** A person has answered, and is asked who they are. */
function asked(): Play {
  const play = answered();
  play.on({ type: 'judged', verdict: 'human' });
  play.hears();
  return play;
}

/** The right person has heard the reminder. */
function reminded(): Play {
  const play = asked();
  play.says('Yes, this is Dana.');
  play.tool({ ok: true, firstName: 'Dana', vehicles: [], level: 1, say: 'Found Dana.' });
  play.tool({ ok: true, appointments: [], say: VISITS });
  play.hears();
  return play;
}

const outcomes = (play: Play) =>
  play.effects.filter((one) => one.type === 'tell-outcome').map(({ outcome }) => outcome);
const leaves = (play: Play): Extract<Effect, { type: 'leave' }> | undefined => play.last('leave');

/** What must not be heard by whoever picks up. */
const DETAILS = /oil|outback|december|tuesday|9 am/i;

describe('before anybody knows who answered', () => {
  it('only the shop and the automated assistant are named', () => {
    expect(answered().told()).toEqual(['Hello, this is the automated assistant of Bayline Motors.']);
  });

  it('nothing is answered that a greeting could have said', () => {
    const play = answered();
    play.says('Hi, you have reached Dana. Is this a good time? Please speak after the tone.');
    expect(play.told()).toHaveLength(1);
    expect(play.last('ask-model')).toBeUndefined();
  });

  it('the verdict is asked for when it does not come', () => {
    const play = answered();
    play.on({ type: 'timer', name: 'verdict' });
    expect(play.last('ask-verdict')).toBeDefined();
  });

  it('more than six seconds of unbroken speech are a machine, and it is left a message when it is silent', () => {
    const play = answered();
    for (let second = 0; second < 8; second += 1) {
      play.at += 1_000;
      play.on({ type: 'partial', epoch: 1, text: `you have reached us ${second}`, endMs: second * 1_000 + 900 });
    }
    play.on({ type: 'judged', verdict: 'human' });
    expect(play.told()).toHaveLength(1);
    play.on({ type: 'timer', name: 'greeting' });
    expect(play.told().at(-1)).toContain('Please call us back');
  });
});

describe('short words far apart', () => {
  it('are no unbroken speech', () => {
    const play = answered();
    play.says('Hello?');
    play.on({ type: 'judged', verdict: 'human' });
    play.hears();
    play.at += 9_000;
    play.says('Yes, this is Dana.');
    expect(play.last('ask-tool')).toMatchObject({ name: 'lookup_customer' });
  });
});

describe('a machine', () => {
  it('is left a message without details, and hung up on when it was said', () => {
    const play = answered();
    play.on({ type: 'judged', verdict: 'machine' });
    expect(play.told().at(-1)).toContain('two one five');
    expect(play.told().join(' ')).not.toMatch(DETAILS);
    expect(play.told().join(' ')).not.toContain('Dana');
    expect(outcomes(play)).toEqual([]);
    play.hears();
    expect(outcomes(play)).toEqual(['voicemail']);
    expect(leaves(play)).toMatchObject({ how: { type: 'hang-up' } });
  });

  it('of the other kind is hung up on', () => {
    const play = answered();
    play.on({ type: 'judged', verdict: 'fax' });
    expect(outcomes(play)).toEqual(['fax']);
    expect(leaves(play)).toMatchObject({ how: { type: 'hang-up' }, afterGeneration: null });
  });
});

describe('somebody of whom nothing is known', () => {
  it('gets no details', () => {
    const play = answered();
    play.on({ type: 'judged', verdict: 'unknown' });
    expect(play.told().join(' ')).not.toMatch(DETAILS);
    expect(outcomes(play)).toEqual(['no-details']);
  });
});

describe('a person', () => {
  it('is asked who they are before a word about the visit, and then reminded from the rows', () => {
    const play = asked();
    expect(play.told().at(-1)).toBe('Am I speaking with Dana?');
    play.says('Speaking.');
    expect(play.told().join(' ')).not.toMatch(DETAILS);
    play.tool({ ok: true, firstName: 'Dana', vehicles: [], level: 1, say: 'Found Dana.' });
    expect(play.last('ask-tool')).toMatchObject({
      name: 'get_upcoming_appointments',
      arguments: { appointment_day: reminder.day },
    });
    play.tool({ ok: true, appointments: [], say: VISITS });
    expect(play.told().at(-1)).toContain(VISITS);
    play.hears();
    expect(outcomes(play)).toEqual(['reached']);
  });

  it('who speaks Spanish gets a person, and is written to in Spanish', () => {
    const play = asked();
    play.says('¿Habla español?');
    expect(play.last('keep-language')).toEqual({ type: 'keep-language', language: 'es' });
    expect(outcomes(play)).toEqual(['transferred']);
    play.hears();
    expect(leaves(play)).toMatchObject({ how: { type: 'transfer', reason: 'speaks Spanish' } });
  });

  it.each(["Yes, I'll be there.", 'Sounds good, see you then.', 'Yes.', "Yep, that's fine."])(
    'confirms: %s',
    (words) => {
      const play = reminded();
      play.says(words);
      expect(outcomes(play)).toEqual(['reached', 'confirmed']);
      expect(leaves(play)).toMatchObject({ how: { type: 'hang-up', reason: 'confirmed' } });
    },
  );

  it.each(['Can I move it to Thursday?', 'I need to cancel.', 'How long will it take?'])(
    'is talked with: %s',
    (words) => {
      const play = reminded();
      play.says(words);
      expect(play.last('ask-model')).toBeDefined();
      expect(leaves(play)).toBeUndefined();
    },
  );

  it.each([
    ["No, she's not home right now.", 'wrong-person'],
    ['You have the wrong number.', 'wrong-number'],
    ['¿Habla español?', 'transferred'],
    ['I want to talk to a real person.', 'transferred'],
  ])('who says "%s" hears nothing of the visit', (words, outcome) => {
    const play = asked();
    play.says(words);
    expect(play.told().join(' ')).not.toMatch(DETAILS);
    expect(outcomes(play)).toEqual([outcome]);
    expect(leaves(play)).toBeDefined();
  });

  it('who asks who we are is told the truth, and asked again', () => {
    const play = asked();
    play.says('Who is this?');
    expect(play.told().at(-1)).toMatch(/automated assistant of Bayline Motors.*Am I speaking with Dana\?/);
  });

  it('who goes to get somebody is waited for', () => {
    const play = asked();
    play.says("Hold on, I'll get her.");
    expect(play.told().at(-1)).toBe("Of course, I'll wait.");
    play.hears();
    play.says('Hello, this is Dana.');
    expect(play.last('ask-tool')).toMatchObject({ name: 'lookup_customer' });
  });

  it.each([
    ['by voice', (play: Play) => play.says('Please stop calling me.')],
    ['in Spanish', (play: Play) => play.says('No me llamen más.')],
    ['by the key nine', (play: Play) => play.on({ type: 'key-pressed', digit: '9' })],
  ])('who wants no more calls %s is told so once it is true', (_, say) => {
    const play = asked();
    say(play);
    expect(play.last('refuse-contact')).toBeDefined();
    expect(leaves(play)).toBeUndefined();
    play.on({ type: 'contact-refused', kept: true, how: 'voice' });
    expect(play.told().at(-1)).toContain("won't get any more calls");
    expect(outcomes(play)).toEqual(['opted-out']);
  });

  it('is not told that calls end when that could not be kept', () => {
    const play = asked();
    play.says('Stop calling me.');
    play.on({ type: 'contact-refused', kept: false, how: 'voice' });
    expect(play.told().at(-1)).not.toContain("won't get");
    expect(play.last('leave-wish')).toBeDefined();
  });

  it('whose visit is gone meanwhile is not reminded of it', () => {
    const play = asked();
    play.says('Yes.');
    play.tool({ ok: true, firstName: 'Dana', vehicles: [], level: 1, say: 'Found Dana.' });
    play.tool({ ok: false, no: 'nothing-booked', say: 'Nothing is booked.' });
    expect(play.told().at(-1)).toContain('no longer booked');
  });
});

describe('somebody who calls back', () => {
  it('is taken to the point', () => {
    const play = answered({ calledBack: true });
    expect(play.told()[0]).toMatch(/We tried to reach you. Am I speaking with Dana\?/);
    play.says('Yes, this is Dana.');
    expect(play.last('ask-tool')).toMatchObject({ name: 'lookup_customer' });
  });

  it('may have called for something else', () => {
    const play = answered({ calledBack: true });
    play.says('I need an oil change.');
    expect(play.last('ask-model')).toBeDefined();
  });
});

describe('the question of consent', () => {
  const consent = { wording: '2026-11-27', question: 'May we call the day before?' };
  function booked(): Play {
    const play = new Play(undefined, { ...aBrief, consent });
    play.on({ type: 'started', wall: Date.parse('2026-11-23T15:05:00Z') });
    play.hears();
    play.says('An oil change on Tuesday, please.');
    play.calls('get_available_slots', { services: 'oil change', when: 'Tuesday', visit: null, for_appointment: null });
    return play;
  }

  it('is asked once after a booking, and its answer kept', () => {
    const play = booked();
    play.conversation = { ...play.conversation, consent: 'asked', tool: null, thinking: null };
    play.says('Yes, please.');
    expect(play.last('record-consent')).toEqual({
      ...{ type: 'record-consent', wording: '2026-11-27', answer: 'yes', words: 'Yes, please.' },
    });
    expect(play.conversation.consent).toBe('over');
    expect(play.told().at(-1)).toContain('anything else');
  });

  it('is left when something else is said', () => {
    const play = booked();
    play.conversation = { ...play.conversation, consent: 'asked', tool: null, thinking: null };
    play.says('How much will it cost?');
    expect(play.last('record-consent')).toBeUndefined();
    expect(play.conversation.consent).toBe('over');
  });
});
