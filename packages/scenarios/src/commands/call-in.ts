/** `npm run call-in`: a call by voice into the running house: what you type is spoken, what the agent says is heard. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { callEnded, callStarted, turnTaken } from '@bayline/contracts';
import {
  type CustomerRecord,
  createProgress,
  type HouseCard,
  readOwnEnvironment,
  useHouse,
  withRecords,
} from '@bayline/local';
import { connect } from '@nats-io/transport-node';
import { storyNamed } from '../library.ts';
import { numberOf } from '../personas.ts';
import { openPhone, type PhoneEvent } from '../phone.ts';
import { playCaller } from '../play.ts';
import { type Caller, storySchema } from '../story.ts';
import { formatLine } from '../transcript.ts';
import { openWorld } from '../world.ts';

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
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      simulated: { type: 'boolean' },
      as: { type: 'string', default: 'nora-bennett' },
      say: { type: 'string', multiple: true },
      story: { type: 'string' },
      house: { type: 'string' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const out = (line: string): void => void (values.json === true ? process.stderr : process.stdout).write(`${line}\n`);
  const house = await useHouse(values.house, 'call-in', createProgress(values.json === true));
  const card = house.card();
  const calls =
    card.real.includes('twilio') && values.simulated !== true
      ? [await waitForCall(card, out)]
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
async function ring(card: HouseCard, wish: Wish, out: (line: string) => void): Promise<string[]> {
  const phone = await openPhone(card.simulated.TWILIO_API_BASE_URL ?? '');
  try {
    if (wish.story === undefined && wish.say === undefined) return [await typedCall(phone, card, wish.as, out)];
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

/** Somebody who says one line after another, each when the agent has finished. */
function speaker(from: string, lines: readonly string[]): Caller {
  const reactions = [...lines.map((says) => ({ says })), { hangsUp: true, after: 2_000 }];
  const { callers } = storySchema.parse({ title: 'typed', callers: { caller: { from, reactions } } });
  return callers.caller as Caller;
}

/** The agent is taken to be done after this much silence. */
const DONE_AFTER_MS = 700;

async function typedCall(
  phone: Awaited<ReturnType<typeof openPhone>>,
  card: HouseCard,
  as: string,
  out: (line: string) => void,
): Promise<string> {
  const from = numberOf(as);
  await introduce(card, from, out);
  const call = phone.newCall();
  const reader = createInterface({ input: process.stdin, terminal: false });
  let callId = '';
  let heard: string[] = [];
  let pause: NodeJS.Timeout | undefined;
  const flush = (): void => {
    if (heard.length > 0) out(`agent   ${heard.join(' ')}`);
    heard = [];
  };
  return new Promise((resolve) => {
    call.on('event', (event: PhoneEvent) => {
      if (event.type === 'placed') callId = event.callSid;
      if (event.type === 'answered') out('(answered: type what you say; Ctrl-D hangs up)');
      if (event.type === 'heard') {
        heard.push(event.word);
        clearTimeout(pause);
        pause = setTimeout(flush, DONE_AFTER_MS);
      }
      if (event.type === 'cleared') flush();
      if (event.type !== 'ended') return;
      flush();
      out(`(${event.by} ended the call: ${event.reason})`);
      reader.close();
      process.stdin.pause();
      resolve(callId);
    });
    reader.on('line', (line) => {
      if (line.startsWith('/dtmf ')) call.press(line.slice('/dtmf '.length).trim());
      else if (line.trim() === '/hangup') call.hangUp();
      else if (line.trim() !== '') call.say(line.trim());
    });
    reader.on('close', () => call.hangUp());
    call.place({ from, to: shopOf(from), attestation: from === null ? null : 'A' });
  });
}

/** Customers of the second shop call that one. */
function shopOf(from: string | null): string {
  return from?.startsWith('+1303') === true ? '+13035550100' : '+12155550100';
}

/** Who this is, as the shop knows them. */
async function introduce(card: HouseCard, from: string | null, out: (line: string) => void): Promise<void> {
  const known: CustomerRecord[] = from === null ? [] : await withRecords(card, (records) => records.customers(5, from));
  if (known.length === 0) out(`${from ?? 'a withheld number'}: nobody the shop knows`);
  for (const { name, phone, shop, vehicles, visits } of known) {
    out(`${name}, ${phone}, of ${shop}`);
    out(`  vehicles  ${vehicles.join('; ') || 'none'}`);
    out(`  visits    ${visits.join('; ') || 'none'}`);
  }
}

/** With a real number: somebody dials it, and what is said is shown as it happens. */
async function waitForCall(card: HouseCard, out: (line: string) => void): Promise<string> {
  out(`Dial ${readOwnEnvironment().TWILIO_NUMBER ?? 'your Twilio number'} now; webhooks come to ${card.publicUrl} ...`);
  const connection = await connect({ servers: card.natsUrl });
  const callId = await new Promise<string>((resolve) => {
    connection.subscribe(`${callStarted.name}.*`, {
      max: 1,
      callback: (_, message) => resolve(message.subject.slice(callStarted.name.length + 1)),
    });
  });
  out(`${callId} has begun`);
  connection.subscribe(`${turnTaken.name}.${callId}`, {
    callback: (_, message) => {
      const turn = turnTaken.schema.parse(message.json());
      if (turn.callerSaid !== null) out(`caller  ${turn.callerSaid}`);
      out(`agent   ${turn.agentSaid}`);
    },
  });
  await new Promise<void>((resolve) => {
    connection.subscribe(`${callEnded.name}.${callId}`, { max: 1, callback: () => resolve() });
  });
  await connection.close();
  return callId;
}

async function whatCameOf(card: HouseCard, callId: string, out: (line: string) => void): Promise<object> {
  const world = await openWorld(card.databaseUrl, card.simulated.GOOGLE_API_BASE_URL ?? '');
  const appointments = (await world.appointmentsOfCall(callId)).filter(({ status }) => status !== 'held');
  for (const { status, services, localStart, customer, vehicle } of appointments)
    out(`row     ${status}: ${services.join(', ')} for ${customer}, ${vehicle}, ${localStart}`);
  const log = await world.callLog(callId);
  await world.close();
  out(`more    npm run call-log -- ${callId}`);
  return { callId, outcome: log?.outcome ?? null, appointments };
}
