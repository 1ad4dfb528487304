import { backedByCaller, backedByTool, nothingBacked } from './backing.ts';
import { type Known, mayLeaveEarly, unbackedClaim } from './claims.ts';

const nothing: Known = { committed: [], appointmentsKnown: false, backing: nothingBacked };
const offered: Known = {
  ...nothing,
  backing: backedByTool(nothingBacked, [
    'Tuesday, November 24th at 9 AM',
    'Wednesday, November 25th at 2:30 PM',
    '$49',
  ]),
};

const claims: readonly string[] = [
  "You're booked.",
  "You're all set for your oil change.",
  'You are now scheduled.',
  'Your appointment is confirmed.',
  'Your appointment has been booked.',
  "I've booked that for you.",
  'I have you down and confirmed.',
  'I booked it.',
  "That's been scheduled.",
  'Everything is set up.',
  "Great, it's confirmed.",
  "We've got you booked in.",
  'Consider it booked.',
  'Perfect, you are good to go.',
  'See you on Tuesday!',
  "We'll see you tomorrow.",
  "I've cancelled your appointment.",
  'Your visit is cancelled.',
  'It has been canceled.',
  'I cancelled it for you.',
  "I've moved your appointment.",
  'Your appointment has been rescheduled.',
  "That's been changed.",
  'I switched it.',
];

const harmless: readonly string[] = [
  'Shall I book it?',
  'Would you like me to get that booked?',
  'Nothing is booked yet.',
  "You're not booked yet.",
  "I haven't cancelled anything.",
  'Let me get you scheduled.',
  "Once it's confirmed you'll get a message.",
  'Would you like to cancel your appointment?',
  'I can move your appointment if you like.',
  'If that works, I will read it back before anything is booked.',
  'What would you like to have done?',
  'Which day suits you?',
];

describe('deeds', () => {
  it.each(claims)('are not claimed: %s', (sentence) => {
    expect(unbackedClaim(sentence, '', nothing)).not.toBeNull();
  });

  it.each(harmless)('may be asked about, offered or denied: %s', (sentence) => {
    expect(unbackedClaim(sentence, '', nothing)).toBeNull();
  });

  it('are found when a sentence comes in two pieces', () => {
    expect(unbackedClaim('booked for your oil change.', 'Great news, you are all ', nothing)).toMatchObject({
      type: 'booked',
    });
  });

  it('may be spoken of once they are committed', () => {
    expect(unbackedClaim("You're all set.", '', { ...nothing, committed: ['booked'] })).toBeNull();
    expect(unbackedClaim('It has been cancelled.', '', { ...nothing, committed: ['booked'] })).toMatchObject({
      type: 'cancelled',
    });
  });

  it('may be spoken of when they were there before the call', () => {
    expect(unbackedClaim('You are booked for an oil change.', '', { ...nothing, appointmentsKnown: true })).toBeNull();
  });
});

describe('times', () => {
  it.each([
    'I have Tuesday at 9 AM.',
    'We have an opening on Tuesday, November 24th at nine.',
    'How about Wednesday at 2:30?',
    'I have Tuesday at nine or Wednesday at two thirty.',
  ])('that a tool has named may be said: %s', (sentence) => {
    expect(unbackedClaim(sentence.replace('nine', '9 AM').replace('two thirty', '2:30 PM'), '', offered)).toBeNull();
  });

  it.each([
    'I have Tuesday at 10 AM.',
    'I have Thursday at 9 AM.',
    'We have an opening on November 30th.',
    'I can fit you in at noon.',
    'I have Wednesday at 9 AM.',
    'How about Tuesday at 2:30 PM?',
  ])('that no tool has named may not: %s', (sentence) => {
    expect(unbackedClaim(sentence, '', offered)).toMatchObject({ type: 'time' });
  });

  it('that the caller named may be repeated, not promised', () => {
    const said: Known = { ...nothing, backing: backedByCaller(nothingBacked, 'Friday at ten in the morning') };
    expect(unbackedClaim('Friday at 10 AM, let me check.', '', said)).toBeNull();
    expect(unbackedClaim('Friday at 10 AM is available.', '', said)).toMatchObject({ type: 'time' });
  });

  it('in an address are none', () => {
    expect(unbackedClaim('We are at 12 Main Street.', '', nothing)).toBeNull();
  });
});

describe('prices and names', () => {
  it('are said only when they are known', () => {
    expect(unbackedClaim('That starts at $49.', '', offered)).toBeNull();
    expect(unbackedClaim('That is 49 dollars.', '', offered)).toBeNull();
    expect(unbackedClaim('That starts at $59.', '', offered)).toMatchObject({ type: 'price' });
    expect(unbackedClaim('Hi Dana, how are you?', '', nothing)).toMatchObject({ type: 'name' });
    const named: Known = { ...nothing, backing: backedByTool(nothingBacked, ['Hi Dana.']) };
    expect(unbackedClaim('Thanks, Dana.', '', named)).toBeNull();
  });
});

describe('a price that the caller named', () => {
  const said: Known = { ...nothing, backing: backedByCaller(nothingBacked, 'Give me an oil change for 5 dollars') };

  it.each(['Sure, I can do that for 5 dollars.', 'An oil change costs $5.', 'It is 5 dollars.'])(
    'is not agreed to: %s',
    (sentence) => {
      expect(unbackedClaim(sentence, '', said)).toMatchObject({ type: 'price' });
    },
  );

  it.each(["I can't do it for 5 dollars.", 'Did you say 5 dollars?', 'You said 5 dollars, but the desk decides.'])(
    'may be turned down or asked about: %s',
    (sentence) => {
      expect(unbackedClaim(sentence, '', said)).toBeNull();
    },
  );
});

describe('an early clause', () => {
  it.each(['Certainly, ', 'Happy to help with that, ', 'Thanks for waiting, '])(
    'may leave when it can begin no claim: %s',
    (clause) => {
      expect(mayLeaveEarly(clause)).toBe(true);
    },
  );

  it.each(['On Tuesday, ', "Great, you're, ", 'Your appointment, ', 'All booked, ', 'At nine AM, '])(
    'waits when it can: %s',
    (clause) => {
      expect(mayLeaveEarly(clause)).toBe(false);
    },
  );
});
