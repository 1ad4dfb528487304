import { askedFor } from './asked.ts';
import { defaultPatience, patienceFor } from './endpointing.ts';
import { isInterruption } from './interruption.ts';

describe('an interruption', () => {
  it.each(['I need new tires', 'wait', 'no', 'hold on', 'stop', 'actually', 'what about Friday', 'Tuesday'])(
    'is %p',
    (words) => {
      expect(isInterruption(words)).toBe(true);
    },
  );

  it.each(['uh-huh', 'Okay.', 'mm-hmm', 'yeah', 'Right, right.', 'I see.', 'oh okay', '', '...'])(
    'is not %p',
    (words) => {
      expect(isInterruption(words)).toBe(false);
    },
  );
});

describe('what was asked', () => {
  it.each([
    ['What is the best phone number to reach you?', 'phone'],
    ['What phone number can we reach you at?', 'phone'],
    ["I have the first part. What's the rest of the number?", 'phone'],
    ['Could you read me the VIN?', 'vin'],
    ['What are the last eight of the VIN?', 'vin-ending'],
    ['Could you spell that for me?', 'spelling'],
    ['How do you spell your last name?', 'spelling'],
    ['May I have your full name?', 'name'],
    ['Is there an e-mail address for the confirmation?', 'email'],
    ['Okay, Tuesday at 9 AM. Is that right?', 'yes-no'],
    ['Is this for the Outback?', 'yes-no'],
    ['What day works best for you?', 'time'],
    ['When would you like to come in?', 'time'],
    ['How can I help you today?', 'open'],
    ['Thanks.', 'nothing'],
    ['What is your name? And your phone number?', 'phone'],
  ])('%p asks for %p', (said, asked) => {
    expect(askedFor(said)).toBe(asked);
  });
});

describe('patience', () => {
  const { finishedMs, unfinishedMs, fieldMs } = defaultPatience;
  it.each([
    ['I need an oil change.', 'open', finishedMs],
    ['I need an oil change and', 'open', unfinishedMs],
    ['My number is', 'phone', unfinishedMs],
    ['two one five five five', 'phone', fieldMs],
    ['two one five five five five one two three four', 'phone', finishedMs],
    ['two one five five five five one two three four and', 'phone', unfinishedMs],
    ['I would like to book, um', 'open', unfinishedMs],
    ['Book me in.', 'open', finishedMs],
    ['one H G C M', 'vin', fieldMs],
    ['S M I', 'spelling', unfinishedMs],
    ['some time in December', 'time', unfinishedMs],
  ] as const)('after %p when asked for %p is %p ms', (words, asked, ms) => {
    expect(patienceFor(words, { asked, pieces: [], said: [] })).toBe(ms);
  });
});
