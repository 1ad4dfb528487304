import { askingSentences, type SideQuestion, sideQuestionsOf } from './side-questions.ts';

describe('side questions', () => {
  it.each<[string, SideQuestion]>([
    ['How much is an oil change?', 'price'],
    ['What do you charge for brakes?', 'price'],
    ['Are there any fees?', 'price'],
    ['How long does it take?', 'duration'],
    ['Will it take long?', 'duration'],
    ['What are your hours?', 'hours'],
    ['Are you open on Saturday?', 'hours'],
    ['How late are you open?', 'hours'],
    ['Where are you located?', 'address'],
    ['Could you repeat your address for my wife?', 'address'],
    ['Can you give me directions there? I need the directions.', 'address'],
    ["What's your phone number?", 'shop-phone'],
    ['Do you do transmissions?', 'services'],
    ['Are you a robot?', 'machine'],
    ['Am I talking to a real person?', 'machine'],
    ['What name do you have?', 'own-name'],
    ['What number did you get?', 'own-number'],
    ['Who is this?', 'who'],
    ['Do you have a loaner car?', 'unknown'],
    ['Do you take credit cards?', 'unknown'],
    ['Can you text me that?', 'unknown'],
    ['Can you say that again?', 'repeat'],
    ['Sorry?', 'repeat'],
    ["I didn't catch that", 'repeat'],
  ])('%s asks for %s', (text, question) => {
    expect(sideQuestionsOf(text)).toContain(question);
  });

  it.each([
    ['I know where the shop is'],
    ['I already have the address'],
    ["Can I get an appointment for when you're free?"],
    ['How long have I been waiting'],
    ["I'll say that again, it is 267"],
  ])('is none: %s', (text) => {
    expect(sideQuestionsOf(text)).toEqual([]);
  });

  it('names the sentences that ask', () => {
    const text = 'I need new tires. How much is an alignment?';
    expect(askingSentences(text, ['price'])).toEqual(['How much is an alignment?']);
  });
});
