/** Calls by voice as commands have them: typed or spoken line by line, shown as they happen, and what came of them. */
import { createInterface } from 'node:readline';
import { callEnded, callStarted, turnTaken } from '@bayline/contracts';
import { type CustomerRecord, type HouseCard, withRecords } from '@bayline/local';
import { connect } from '@nats-io/transport-node';
import type { PhoneCall, PhoneEvent } from './phone.ts';
import { type Caller, storySchema } from './story.ts';
import { openWorld } from './world.ts';

/** Where a command writes what happens. */
export type Out = (line: string) => void;

/** The agent is taken to be done after this much silence. */
const DONE_AFTER_MS = 700;

/** Speaks what is typed and writes what is heard until the call is over. Resolves with its id. */
export function typedCall(call: PhoneCall, out: Out): Promise<string> {
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
      if (event.type === 'ringing') {
        callId = event.callSid;
        out('(it rings, and is picked up)');
        call.pickUp();
      }
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
  });
}

/** Somebody who says one line after another, each when the agent has finished; who `picksUp` is called. */
export function speaker(from: string, lines: readonly string[], picksUp?: string): Caller {
  const reactions = [...lines.map((says) => ({ says })), { hangsUp: true, after: 2_000 }];
  const { callers } = storySchema.parse({ title: 'typed', callers: { caller: { from, picksUp, reactions } } });
  return callers.caller as Caller;
}

/** Who this is, as the shop knows them. */
export async function introduce(card: HouseCard, from: string | null, out: Out): Promise<void> {
  const known: CustomerRecord[] = from === null ? [] : await withRecords(card, (records) => records.customers(5, from));
  if (known.length === 0) out(`${from ?? 'a withheld number'}: nobody the shop knows`);
  for (const { name, phone, shop, vehicles, visits } of known) {
    out(`${name}, ${phone}, of ${shop}`);
    out(`  vehicles  ${vehicles.join('; ') || 'none'}`);
    out(`  visits    ${visits.join('; ') || 'none'}`);
  }
}

/** Waits for the next call of the house, and shows what is said in it until it is over. Resolves with its id. */
export async function followCall(card: HouseCard, out: Out): Promise<string> {
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

/** The rows of a call that is over. */
export async function whatCameOf(card: HouseCard, callId: string, out: Out): Promise<object> {
  const world = await openWorld(card.databaseUrl, card.simulated.GOOGLE_API_BASE_URL ?? '');
  const appointments = (await world.appointmentsOfCall(callId)).filter(({ status }) => status !== 'held');
  for (const { status, services, localStart, customer, vehicle } of appointments)
    out(`row     ${status}: ${services.join(', ')} for ${customer}, ${vehicle}, ${localStart}`);
  const log = await world.callLog(callId);
  await world.close();
  out(`more    npm run call-log -- ${callId}`);
  return { callId, outcome: log?.outcome ?? null, appointments };
}
