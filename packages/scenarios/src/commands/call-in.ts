/** `npm run call-in`: a call by voice into the running house: what you type is spoken, what the agent says is heard. */
import { createProgress, type HouseCard, ofHouse, readCommandLine, readOwnEnvironment, useHouse } from '@bayline/local';
import { followCall, introduce, type Out, speaker, typedCall, whatCameOf } from '../by-voice.ts';
import { storyNamed } from '../library.ts';
import { numberOf } from '../personas.ts';
import { openPhone } from '../phone.ts';
import { playCaller } from '../play.ts';
import { formatLine } from '../transcript.ts';

const HELP = `npm run call-in [-- options]

Rings the running house (npm run dev), or one of its own, by the simulated telephone: real mu-law audio, recognised and spoken.
With a real Twilio number it shows the number to dial, waits for your call and shows what is said.

  --as WHO       who calls: a persona (nora-bennett) or a number; "withheld" shows none   default nora-bennett
  --say WORDS    says this when the agent has finished, then the next; without it you type
  --story NAME   a story's callers ring instead (a name, a number, a YAML file)
  --house NAME   this house
  --simulated    the simulated telephone although there is a real one
  --json         one JSON object at the end: { calls: [{ callId, heard, outcome, appointments }] }
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    simulated: { type: 'boolean' },
    as: { type: 'string', default: 'nora-bennett' },
    say: { type: 'string', multiple: true },
    story: { type: 'string' },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const out = (line: string): void => void (values.json === true ? process.stderr : process.stdout).write(`${line}\n`);
  const house = await useHouse(values.house, 'call-in', createProgress(values.json === true));
  const card = house.card();
  const calls =
    card.real.includes('twilio') && values.simulated !== true
      ? [await dialled(card, out)]
      : await ring(card, values, out);
  const results = await Promise.all(calls.map((callId) => whatCameOf(card, callId, out)));
  await house.stop();
  if (values.json === true) process.stdout.write(`${JSON.stringify({ calls: results })}\n`);
  return results.length > 0 ? 0 : 1;
}

interface Wish {
  readonly as: string;
  readonly say?: string[] | undefined;
  readonly story?: string | undefined;
}

/** Places the calls on the simulated telephone; resolves with their ids when all are over. */
async function ring(card: HouseCard, wish: Wish, out: Out): Promise<string[]> {
  const phone = await openPhone(card.simulated.TWILIO_API_BASE_URL ?? '');
  try {
    if (wish.story === undefined && wish.say === undefined) {
      const from = numberOf(wish.as);
      await introduce(card, from, out);
      const call = phone.newCall();
      const over = typedCall(call, out);
      call.place({ from, to: shopOf(from), attestation: from === null ? null : 'A' });
      return [await over];
    }
    const callers =
      wish.story === undefined ? { caller: speaker(wish.as, wish.say ?? []) } : storyNamed(wish.story).callers;
    for (const caller of Object.values(callers)) await introduce(card, numberOf(caller.from), out);
    const records = await Promise.all(
      Object.entries(callers).map(([name, caller]) =>
        playCaller(caller, {
          phone,
          name,
          from: numberOf(caller.from),
          withinSeconds: 240,
          onLine: (line) => out(formatLine(line, name)),
        }),
      ),
    );
    return records.map(({ callSid }) => callSid);
  } finally {
    phone.close();
  }
}

/** Customers of the second shop call that one. */
function shopOf(from: string | null): string {
  return from?.startsWith('+1303') === true ? '+13035550100' : '+12155550100';
}

/** With a real number: somebody dials it. */
function dialled(card: HouseCard, out: Out): Promise<string> {
  out(`Dial ${readOwnEnvironment().TWILIO_NUMBER ?? 'your Twilio number'} now; webhooks come to ${card.publicUrl} ...`);
  return followCall(card, out);
}
