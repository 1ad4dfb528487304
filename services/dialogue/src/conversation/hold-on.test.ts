import { isHoldOn } from './hold-on.ts';

describe('holding on', () => {
  it.each([
    'Hold on.',
    'Hold on a second.',
    'hang on',
    'Hang on one second, please.',
    'One moment.',
    'Just a minute.',
    'just a sec',
    'Wait a minute.',
    'Give me a second.',
    'Could you give me just a moment?',
    'Can you hold on a second?',
    'Could you hold for one minute, please?',
    'Bear with me.',
    'Let me check.',
    'Let me check my calendar.',
    'Okay, let me go grab my registration.',
    "Let me get the VIN, it's in the car.",
    "I'll have to look. Hold on.",
    'I need to find my glasses, one second.',
    'Let me ask my wife.',
    "I'll be right back.",
    'Be right back.',
    "Don't hang up.",
    'Stay on the line please.',
    "Sorry, someone's at the door.",
    "I'm looking for it.",
    'Um, let me see.',
    'Hold the line.',
    'Let me look at the card in my wallet.',
    'Oh, wait, I need to get my phone a minute.',
    'Let me pull it up real quick.',
    'I have to go out to the car and look, hang on.',
  ])('is asked for by %p', (words) => {
    expect(isHoldOn(words)).toBe(true);
  });

  it.each([
    '',
    'Yes.',
    'Wait, that is wrong.',
    'Hold on, I said Tuesday.',
    'Let me see, Tuesday would work.',
    'Let me check with you about the price?',
    'Just a minute ago I talked to someone.',
    'I need to get an oil change.',
    'I have to go.',
    'I need a second appointment.',
    'Can you check my appointment?',
    'I have to get my brakes looked at.',
    'Can I wait for it?',
    'I would like to wait while you do it.',
    'How long do I have to wait?',
    'Let me talk to a person.',
    'One second, is that the morning?',
    "I'm looking for an oil change.",
    'Let me get new tires.',
    'Could you check the second?',
  ])('is not asked for by %p', (words) => {
    expect(isHoldOn(words)).toBe(false);
  });
});
