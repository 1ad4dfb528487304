import { newCaller, onPause, onWord } from './caller.ts';
import { knowledge, reactionsOf } from './knowing.ts';
import { reaction } from './reaction.ts';

const knows = knowledge.parse({
  name: 'Gus Arden.',
  phone: 'five five five, oh one three six.',
  when: 'Monday at nine.',
});

function answersTo(words: string, reactions: object[] = []): readonly string[] | undefined {
  const caller = { opens: 'Hello.', knows, reactions: reactions.map((one) => reaction.parse(one)) };
  const state = { ...newCaller(reactionsOf(caller)), hearing: words };
  return onPause(state).action?.says;
}

it.each([
  ['How can I help you today?', 'Hello.'],
  ['What phone number can we reach you at?', 'five five five, oh one three six.'],
  ['And what is your full name?', 'Gus Arden.'],
  ['When would you like to come in?', 'Monday at nine.'],
  ['I have Monday at 9 AM or 10 AM. Which would you like?', 'The first one, please.'],
  ['Okay, an oil change on Monday at 9 AM. Shall I book it?', 'Yes, please.'],
  ["You're all set. Is there anything else I can help you with?", "No, that's all. Thank you."],
])('answers "%s" from what the caller knows', (question, answer) => {
  expect(answersTo(question)).toEqual([answer]);
});

it('prefers what the story says to what the caller knows', () => {
  expect(answersTo('And what is your full name?', [{ hears: 'name', says: 'Guess.' }])).toEqual(['Guess.']);
});

it('has nothing to say to what the caller does not know', () => {
  expect(answersTo('Is there an e-mail address for the confirmation?')).toBeUndefined();
});

it('interrupts as soon as the words are heard, once', () => {
  const interrupting = reaction.parse({ hears: 'monday', says: 'Stop.', interrupts: true });
  const first = onWord({ ...newCaller([interrupting]), hearing: 'we are open' }, 'Monday');
  expect(first.action?.says).toEqual(['Stop.']);
  expect(onWord({ ...first.state, hearing: '' }, 'Monday').action).toBeNull();
});
