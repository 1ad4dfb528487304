/** The words of the model's own: several ways to say each thing, short, and one question at a time. */
import type { Lead, Question } from './moves.ts';

export type Wordings = readonly [string, ...string[]];

/** `{list}` is what may be chosen from. */
export const QUESTIONS: Readonly<Record<Question, Wordings>> = {
  help: ['How can I help you today?', 'What can I do for you today?', 'How can I help?'],
  more: [
    'Is there anything else I can help you with?',
    'Can I help you with anything else?',
    'Anything else I can do for you?',
  ],
  'help-more': ['What else can I do for you?', 'Of course, what else can I help you with?'],
  'offer-booking': ['Would you like to book a time for that?', 'Do you want to schedule a visit for that?'],
  service: [
    'What does the car need to have done?',
    'What seems to be the problem with the car?',
    'What can we do for your car?',
  ],
  'service-more': [
    'Could you tell me a little more about the problem?',
    'What exactly is the problem: what does the car do?',
  ],
  vehicle: [
    'What are the year, make and model of the car?',
    'Which car is it: the year, make and model?',
    'What year, make and model are you driving?',
  ],
  'vehicle-year': ['What year is it?', 'And what year is the car?'],
  'which-vehicle': ['Is this for the {list}?', 'Which vehicle is this for, the {list}?'],
  vin: ['Go ahead and read me the VIN.', 'Sure, please read me the VIN, one letter or number at a time.'],
  'vin-rest': ['I have that part. What is the rest of the VIN?', 'Got it so far. What is the rest of the VIN?'],
  when: ['When would you like to come in?', 'What day and time would suit you?', 'When would you like to bring it in?'],
  'when-else': [
    'What other day or time would suit you?',
    'Which day and time would work better?',
    'What day or time would you like instead?',
  ],
  'when-instead': [
    'When would you like to come instead?',
    'What day and time would you like to move it to, or is there another time that suits you?',
    'Which day and time would you like instead?',
  ],
  slot: ['Which would you like?', 'Which one works for you?', 'Which time would you prefer?'],
  'slot-again': [
    'I have {list}. Which one works for you?',
    'The times are {list}. Which would you like?',
    'Would you like {list}? Which works for you?',
  ],
  name: [
    'May I have your first and last name?',
    "What's your name, please, first and last?",
    'And what is your full name?',
  ],
  'last-name': ['And your last name?', 'What is your last name, please?'],
  spelling: [
    'Could you spell your last name for me?',
    'How do you spell your last name?',
    'Would you spell your last name for me?',
  ],
  phone: [
    "What's the best phone number to reach you at?",
    'What phone number can we reach you at?',
    'And a good phone number for you?',
  ],
  'phone-on-file': ['What phone number do we have on file for you?', 'Which phone number is the appointment under?'],
  'phone-rest': ["I have the first part. What's the rest of the number?", 'Go on, what is the rest of the number?'],
  'phone-again': [
    'That was one digit too many for a phone number. Could you say the number once more?',
    'I may have heard a digit too many. What is the phone number once more?',
  ],
  'area-code': ['And the area code?', "What's the area code for that?"],
  email: ['What e-mail address should I put down?', 'Is there an e-mail address for the confirmation?'],
  'what-to-change': ['What should I change?', 'What would you like me to change?', 'Okay, what can I change?'],
  'move-or-cancel': [
    'Would you like to move it to another time, or cancel it?',
    'Should I find another time for it, or cancel it?',
  ],
  'which-visit': ['Which appointment is it about?', 'Which appointment do you mean?'],
  fact: ['Which vehicle is it, or what day is the visit?', 'What day is the visit, or which vehicle is it for?'],
  'tow-or-person': [
    'Would you like the number of a tow service, or should I connect you with someone?',
    'Do you want a tow number, or someone at the shop?',
  ],
  message: [
    'I can take a message, and they will call you back. What is it about?',
    'What should I tell them? I can take a message.',
  ],
  also: [
    'Before you go: you also mentioned {list}. Would you like to do that now?',
    'Before you go, what about {list}? Should we do that too?',
  ],
};

export const LEADS: Readonly<Record<Exclude<Lead['type'], 'tell' | 'answer' | 'tow'>, Wordings>> = {
  warning: [
    "Please don't drive it like that. If you're in danger, get to a safe place and call 911.",
    "That isn't safe, so please don't drive the car. If anyone is in danger, call 911 first.",
  ],
  sorry: ["Sorry, I didn't catch that.", "I'm sorry, I didn't get that.", 'Sorry, let me ask that again.'],
  thanks: ['Thanks, {name}.', 'Thank you, {name}.', 'Thanks, {name}, got it.'],
  'for-vehicle': ['This will be for your {vehicle}.', "I'll put it down for your {vehicle}."],
  sure: ['Sure.', 'Of course.', 'Sure, I can help with that.', "I'd be happy to help."],
  'time-open': ['{when} works.', '{when} is open.'],
  'left-alone': ["Okay, I've left everything as it is.", "No problem, I haven't changed anything."],
  noted: ['Okay.', 'Got it.', 'Thank you.', 'All right.'],
};

export const GOODBYES: Wordings = [
  'Thanks for calling. Goodbye!',
  'Thank you for calling, and take care. Goodbye!',
  "You're welcome. Thanks for calling, goodbye!",
];

export const TRANSFERS: Wordings = [
  'Sure, let me connect you with someone at the shop. One moment, please.',
  "Of course. I'll connect you with a person now. One moment.",
  'Let me connect you with someone who can help. One moment, please.',
];

export const APOLOGETIC_TRANSFERS: Wordings = [
  "I'm sorry about the trouble. Let me connect you with someone at the shop.",
  "I'm sorry this has been frustrating. I'll connect you with a person right away.",
];

export const WAITS: Wordings = ['Of course, take your time.', 'Sure, no hurry.', "No problem, I'll wait."];
