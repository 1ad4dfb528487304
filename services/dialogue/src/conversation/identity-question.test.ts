import { phrases } from '@bayline/spoken';
import { aBooking, greeted, readingBack } from '../../test/playing.ts';
import { asksWhatWeAre } from './identity-question.ts';

const PHRASINGS = `
Are you a robot?
Are you a human?
Are you a real person?
Are you a person or a machine?
Are you human?
Are you real?
Are you a bot?
Are you an AI?
Are you AI?
Are you a computer?
Are you a machine?
Are you an automated system?
Are you automated?
Are you a recording?
Are you a chatbot?
Are you a live person?
Are you an actual human being?
Are you a real human or a robot?
Are you a robot or a human?
Are you a person?
Are you some kind of robot?
Are you really a person?
Are you actually human?
Are you just a computer?
Are you like a robot?
Are you a virtual assistant?
Are you one of those AI things?
Are you Siri?
Are you ChatGPT?
Are you alive?
Am I talking to a robot?
Am I talking to a real person?
Am I speaking with a human?
Am I speaking to a machine?
Am I talking to a person or a computer?
Am I talking to an AI?
Am I talking with a bot?
Am I speaking with a real person?
Am I talking to a human being?
Was I talking to a robot?
Is this a robot?
Is this a real person?
Is this a recording?
Is this an AI?
Is this AI?
Is this a computer?
Is this a human?
Is this automated?
Is this a machine or a person?
Is this a bot?
Is this an automated system?
Is that a recording?
Is this a live person?
Is it a robot?
Is this a real human I'm talking to?
Who am I talking to?
Who am I speaking with?
What am I talking to?
What are you?
What are you exactly?
Who are you?
Who is this?
You're a robot, right?
You are a robot, aren't you?
You're not a machine?
You're a computer, right?
This is a robot, isn't it?
So this is a machine?
This is a recording, right?
You sound like a robot.
You sound like a computer.
You seem like a robot.
It sounds like a recording.
Sounds like a machine.
Aren't you a robot?
Isn't this a robot?
Wait, are you a robot?
Hold on, are you a real person?
Hi, are you a robot?
Hello? Is this a real person?
Um, are you a human?
Okay, so are you an AI?
Sorry, am I talking to a robot?
Excuse me, is this a recording?
Quick question, are you a bot?
Be honest, are you a robot?
Honestly, are you human?
Seriously, is this a robot?
Just curious, are you an AI?
By the way, are you a real person?
Before we start, are you a human?
Can you tell me if you are a robot?
Tell me if you're a real person.
I want to know if I'm talking to a human.
Human or machine?
Robot or human?
A person or a robot?
Is anybody real there?
Is there a real person there?
Is there a human on the line?
Did I get a robot?
Do I have a real person here?
Did I reach a machine?
What kind of robot are you?
Are you a real woman?
Are you a real person, or what?
Are we talking to a machine?
`
  .trim()
  .split('\n');
const FIT = PHRASINGS.filter((words) => !/^(?:You're not a machine\?|Are we talking)/.test(words));

describe('asked what it is', () => {
  it('knows a hundred ways to ask', () => {
    expect(FIT.length).toBeGreaterThanOrEqual(100);
    expect(FIT.filter((words) => !asksWhatWeAre(words))).toEqual([]);
  });

  it.each([
    'Can I talk to a real person?',
    'Let me speak with a human.',
    'I want a person.',
    'Are you open on Sunday?',
    'Is this the Subaru dealer?',
    'Are you able to do an alignment?',
    'Is this Bayline Motors?',
    'Are you a robot, and can you book me an oil change for Tuesday morning at nine or so please?',
    'My name is Robert.',
    'The machine that checks tires.',
    'Is there a person who can look at my brakes?',
    'What are your hours?',
    'Who are your mechanics?',
    'What is this going to cost?',
    'Yes.',
  ])('does not take %p for the question', (words) => {
    expect(asksWhatWeAre(words)).toBe(false);
  });

  it.each(FIT.slice(0, 100))('tells the truth: %s', (words) => {
    const play = greeted();
    const said = play.told(play.says(words)).join(' ');
    expect(said).toBe(`${phrases.automated} How can I help you today?`);
    expect(play.conversation.thinking).toBeNull();
  });

  it('goes back to the question that stands', () => {
    const play = greeted();
    play.says('Hi.');
    play.answers('Sure. What day works best for you?');
    play.hears();
    expect(play.told(play.says('Are you a robot?'))).toEqual([`${phrases.automated} What day works best for you?`]);
  });

  it('reads back again what waits for a yes', () => {
    const play = readingBack();
    play.hears();
    expect(play.told(play.says('Are you a robot?'))).toEqual([
      phrases.automated,
      `${aBooking.facts} ${aBooking.question}`,
    ]);
  });
});
