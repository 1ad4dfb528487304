/** `npm run call-out`: the receptionist calls a customer, and you answer. */
import { ofHouse, readCommandLine } from '@bayline/local';
import { speaker } from '../by-voice.ts';
import { callOut } from '../calling-out.ts';

const HELP = `npm run call-out [-- options]

The receptionist calls a customer about the next visit, by the only road there is to a customer: a reminder that is due, allowed
and claimed. For it the next visit is moved to this time tomorrow, or one is written down. The customer's simulated phone rings here: what you type is
spoken, what the agent says is heard. With a real Twilio number the phone of --to rings. Uses the running house, or one of its own.

  --to WHO      a persona (nora-bennett) or a number; without it somebody is made up
  --say WORDS   says this when the agent has finished, then the next; without it you type (/dtmf 9, /hangup)
  --house NAME  this house
  --json        one JSON object at the end: { calls: [{ callId, outcome, appointments }], reminder: { state, outcome } }
Exits with 1 when the reminder did not come to an end, or nobody may be called now (BL-1024).
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    to: { type: 'string' },
    say: { type: 'string', multiple: true },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const { say, to, house, json = false } = values;
  const answers = say === undefined ? undefined : (number: string) => speaker(number, say, 'Hello?');
  return callOut({ profile: 'call-out', house, to, answers, json });
}
