import { type Topic, topicOf } from './asked.ts';
import type { Question } from './moves.ts';
import { QUESTIONS } from './phrases.ts';

describe('what our last words asked for', () => {
  it.each<[string, Topic]>([
    ['Thanks for calling Bayline Motors, this is the automated assistant. How can I help you today?', 'help'],
    ['Of course. What seems to be the issue with your Jetta?', 'service'],
    ['And what would you bring the van in for?', 'service'],
    ['Could you tell me the year, make, and model of your car?', 'vehicle'],
    ['What kind of vehicle is it, please?', 'vehicle'],
    ['Great. When would you like to drop the van off?', 'when'],
    ['Do you mean this Friday, November 27th, or Friday of next week, December 4th?', 'when'],
    ['I have Tuesday at 9 AM or 11 AM. Which would you like?', 'slot'],
    ['We could do 9 AM. Would that work for you?', 'slot'],
    ['May I have your full name, please?', 'name'],
    ['And your last name?', 'last-name'],
    ['Could you spell that for me?', 'spelling'],
    ["What's the best phone number to reach you at?", 'phone'],
    ['And the area code?', 'area-code'],
    ["You're all set for Tuesday. Is there anything else I can help you with?", 'more'],
    ['Okay, an oil change on Tuesday at 9 AM. Shall I book it?', 'confirm'],
    ["I'll move it to Thursday. Is that right?", 'confirm'],
    ["I couldn't reach anyone at the desk just now. I can take a message, and they'll call you back.", 'message'],
    ['Is the ninth character a B as in boy?', 'vin-character'],
    ['What is the VIN?', 'vin'],
    ['Thank you.', 'nothing'],
    ['', 'nothing'],
  ])('%s', (words, topic) => {
    expect(topicOf(words)).toBe(topic);
  });

  const TOPICS: Readonly<Record<Question, Topic>> = {
    help: 'help',
    more: 'more',
    'help-more': 'more',
    'offer-booking': 'offer-booking',
    service: 'service',
    'service-more': 'service',
    vehicle: 'vehicle',
    'vehicle-year': 'vehicle-year',
    'which-vehicle': 'which-vehicle',
    vin: 'vin',
    'vin-rest': 'vin',
    when: 'when',
    'when-else': 'when',
    'when-instead': 'when',
    slot: 'slot',
    'slot-again': 'slot',
    name: 'name',
    'last-name': 'last-name',
    spelling: 'spelling',
    phone: 'phone',
    'phone-on-file': 'phone',
    'phone-rest': 'phone',
    'phone-again': 'phone',
    'area-code': 'area-code',
    email: 'email',
    'what-to-change': 'what-to-change',
    'move-or-cancel': 'move-or-cancel',
    'which-visit': 'which-visit',
    fact: 'fact',
    'tow-or-person': 'tow-or-person',
    message: 'message',
    also: 'more',
  };
  const own = Object.entries(QUESTIONS).flatMap(([question, wordings]) =>
    wordings.map((words): [string, Topic] => [
      words.replace('{list}', 'the Outback or the Civic'),
      TOPICS[question as Question],
    ]),
  );

  it.each(own)('knows its own question again: %s', (words, topic) => {
    expect(topicOf(words)).toBe(topic);
  });
});
