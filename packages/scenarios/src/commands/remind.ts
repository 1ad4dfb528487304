/** `npm run remind`: a reminder call that a customer answers, who has the visit moved. */
import { ofHouse, readCommandLine } from '@bayline/local';
import { callOut } from '../calling-out.ts';
import { type Caller, storySchema } from '../story.ts';

const HELP = `npm run remind [-- options]

A reminder call from its beginning to its end: a visit tomorrow comes due, the customer's simulated phone rings and is answered, the
agent asks for the right person, reminds, and moves the visit as the customer wishes. With a real Twilio number the phone of --to
rings, and you are the customer. Uses the running house, or one of its own.

  --to WHO      a persona (nora-bennett) or a number; without it somebody is made up
  --answer HOW  what the simulated customer does: move, confirm or cancel     default move
  --house NAME  this house
  --json        one JSON object at the end: { calls: [{ callId, outcome, appointments }], reminder: { state, outcome } }
Exits with 1 when the reminder did not come to an end, or nobody may be called now (BL-1024).
`;

/** What is said to "Can we expect you?", and to what follows from it. */
const answers: Readonly<Record<string, readonly object[]>> = {
  move: [
    { hears: 'can we expect you', says: 'I need to move it to Wednesday of next week in the afternoon.' },
    { hears: 'shall i (make|move)|is that right', says: 'Yes, please.', times: 2 },
    { hears: '(what|which) (day|time)|when', says: 'Wednesday of next week in the afternoon.', times: 2 },
    { hears: 'which|work|like|prefer|i have|suit', says: 'The first one, please.', times: 2 },
    { hears: 'anything else', says: "No, that's all." },
  ],
  confirm: [{ hears: 'can we expect you', says: "Yes, I'll be there." }],
  cancel: [
    { hears: 'can we expect you', says: 'I need to cancel it, please.' },
    { hears: 'shall i|is that right|cancel', says: 'Yes, please.', times: 2 },
    { hears: 'anything else', says: "No, that's all." },
  ],
};

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    to: { type: 'string' },
    answer: { type: 'string', default: 'move' },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const answer = answers[values.answer];
  if (answer === undefined) {
    process.stderr.write(HELP);
    return 2;
  }
  const { to, house, json = false } = values;
  return callOut({ profile: 'remind', house, to, answers: (number) => customer(number, answer), json });
}

function customer(from: string, answer: readonly object[]): Caller {
  const reactions = [
    { hears: 'am i speaking', says: "Yes, that's me." },
    ...answer,
    { hears: 'bye', hangsUp: true, after: 2_500 },
  ];
  const { callers } = storySchema.parse({
    title: 'answers',
    callers: { customer: { from, picksUp: 'Hello?', reactions } },
  });
  return callers.customer as Caller;
}
