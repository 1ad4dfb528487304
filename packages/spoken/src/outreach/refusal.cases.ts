/** Ways of wanting no more calls, and of saying something else. Made up for this test. */

const stops = [
  'stop',
  'quit',
  'please stop',
  'you need to stop',
  'would you stop',
  'I want you to stop',
  'just stop',
  'can you stop',
];
const contacts = ['calling me', 'calling this number', 'texting me', 'messaging us', 'bothering me', 'calling here'];
const removals = [
  'take me off',
  'remove me from',
  'get my number off',
  'delete my number from',
  'take this number off',
  'please remove my number from',
];
const lists = [
  'your list',
  'the list',
  'your calling list',
  'your system',
  'your records',
  'the call list',
  'this calling list',
];
const nevers = ["don't ever", 'do not', 'never', "please don't", "don't you dare", 'I told you not to'];
const acts = ['call me again', 'text me', 'contact me', 'call this number', 'bother us'];
const spanish = [
  ...[
    'no me llame más',
    'no me llamen más',
    'no me llame',
    'por favor no me llamen',
    'ya no me llamen',
    'no me moleste más',
  ],
  ...['deje de llamarme', 'dejen de llamar', 'pare de llamarme', 'dejen de molestar', 'deje ya de llamarme'],
  ...[
    'quíteme de la lista',
    'quítenme de su lista',
    'sáqueme de la lista',
    'sáquenme de su lista',
    'bórreme de su lista',
  ],
  ...[
    'borren mi número',
    'elimine mi número',
    'quiten mi número de la lista',
    'eliminen mi teléfono',
    'no quiero que me llamen',
  ],
  ...[
    'no quiero recibir más llamadas',
    'no quiero más mensajes',
    'no más llamadas',
    'no más mensajes',
    'no deseo recibir mensajes',
  ],
  ...[
    'no me mande más mensajes',
    'no me manden mensajes',
    'no me envíen nada',
    'no me escriban más',
    'déjenme en paz',
    'déjeme en paz',
  ],
  ...[
    'quiero darme de baja',
    'deme de baja',
    'cancele las llamadas',
    'cancelen los mensajes',
    'basta ya de llamadas',
    'no me contacten más',
  ],
  ...['ya no me manden mensajes', 'no llamen más', 'no llame más a este número', 'retiro mi consentimiento'],
];
const others = [
  ...[
    "I don't want any more calls",
    "I don't want these calls",
    "we don't want to get calls",
    'I no longer want these reminders',
  ],
  ...[
    'no more calls please',
    'no more texts',
    'unsubscribe',
    'unsubscribe me',
    'opt me out',
    'I want to opt out',
    'opt out',
  ],
  ...[
    'leave me alone',
    'leave us alone',
    'put me on your do not call list',
    'I am on the do not call list',
    'this is harassment, stop harassing us',
  ],
  ...[
    'I revoke my consent',
    'I withdraw my permission',
    "you don't have my permission to call",
    'you do not have my consent',
  ],
  ...[
    'cancel all reminders',
    'cancel these calls',
    'turn off the reminders',
    'not interested in these calls',
    'lose my number',
    'forget my number',
  ],
  ...['stop', 'stop it', 'please stop now', 'delete my number', 'erase my number', 'remove my phone number'],
];

export const refusals: readonly string[] = [
  ...stops.flatMap((stop) => contacts.map((contact) => `${stop} ${contact}`)),
  ...removals.flatMap((removal) => lists.map((list) => `${removal} ${list}`)),
  ...nevers.flatMap((never) => acts.map((act) => `${never} ${act}`)),
  ...spanish,
  ...['por favor ya no me llamen', 'no me marquen más', 'denme de baja', 'ya no me escriban'],
  ...others,
  ...[
    'Hey, stop calling my phone!',
    "I said don't call me anymore.",
    'Look, take us off your list please.',
    'Get me off this list.',
  ],
];

export const noRefusals: readonly string[] = [
  ...[
    "Yes, I'll be there.",
    'Can you call me back later?',
    "Don't call me before nine.",
    "Don't call me at work, call my cell.",
    'Who is calling?',
  ],
  ...[
    'I need to cancel my appointment.',
    'Can I stop by tomorrow?',
    'The car does not stop well.',
    'My brakes squeal when I stop at a light.',
  ],
  ...[
    'Thanks for calling.',
    'Please call me when it is ready.',
    'I want to move it to Thursday.',
    'Sí, allí estaré.',
    'Quiero cambiar mi cita.',
  ],
  ...[
    'How do I get there?',
    'Remove the roof rack, please.',
    'Take the old tires off.',
    'Never mind.',
    'I never got a text.',
    'No, that is all.',
  ],
];
