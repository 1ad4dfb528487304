/** The house calls a customer, as `npm run call-out` and `npm run remind` have it: a reminder that is made due, and who answers it. */
import { createProgress, type HouseCard, Trouble, until, useHouse } from '@bayline/local';
import { followCall, introduce, type Out, typedCall, whatCameOf } from './by-voice.ts';
import { HOUSE_NOW } from './houses.ts';
import { numberOf } from './personas.ts';
import { openPhone } from './phone.ts';
import { playCaller } from './play.ts';
import {
  allowCalls,
  bookVisit,
  hasVisit,
  type Laboratory,
  moveVisit,
  type ReminderRow,
  reminderDueAfter,
  writeReminded,
} from './reminding.ts';
import type { Caller } from './story.ts';
import { formatLine } from './transcript.ts';
import { openWorld, type World } from './world.ts';

export interface CallOut {
  /** The name of the house when none runs. */
  readonly profile: string;
  readonly house: string | undefined;
  /** A persona or a number; a made-up customer when not said. */
  readonly to: string | undefined;
  /** Answers the simulated phone; nobody: what is typed is spoken. */
  readonly answers: ((number: string) => Caller) | undefined;
  readonly json: boolean;
}

const DUE_IN_SECONDS = 5;
/** A reminder that may be made is made within this. */
const RINGS_WITHIN_MS = 60_000;
const SETTLES_WITHIN_MS = 20_000;
/** A visit that waits for longer than this waits for the hour, or for the next try. */
const SOON_MS = 60_000;

/** Runs the call. Returns the exit code: 0 when the reminder reached its end. */
export async function callOut({ profile, house: named, to, answers, json }: CallOut): Promise<number> {
  const out: Out = (line) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const house = await useHouse(named, profile, createProgress(json), HOUSE_NOW);
  const card = house.card();
  const lab: Laboratory = { clockOffsetMs: card.clockOffsetMs, simulators: { environment: card.simulated } };
  const world = await openWorld(card.databaseUrl, card.simulated.GOOGLE_API_BASE_URL ?? '');
  try {
    const number = chosenNumber(card, to);
    const after = new Date(Date.now() + card.clockOffsetMs);
    const real = card.real.includes('twilio');
    const over = real ? ringForReal(card, number, out) : answerSimulated(card, number, answers, out);
    await makeDue(lab, world, number, out);
    await introduce(card, number, out);
    out(`due in ${DUE_IN_SECONDS} s ...`);
    const refused = whyNotCalled(world, number, card.clockOffsetMs, after);
    const callId = await Promise.race([over, refused.then((why) => Promise.reject(why))]);
    const came = await whatCameOf(card, callId, out);
    const reminder = await settled(world, number, after);
    out(`reminder ${reminder?.state ?? 'none'}: ${reminder?.outcome ?? 'nothing yet'}`);
    if (json) process.stdout.write(`${JSON.stringify({ calls: [came], reminder: reminder ?? null })}\n`);
    return reminder?.state === 'done' ? 0 : 1;
  } finally {
    await world.close();
    await house.stop();
  }
}

/** @throws Trouble when a real phone would ring and nobody has said whose. */
function chosenNumber(card: HouseCard, to: string | undefined): string {
  const number = to === undefined ? null : numberOf(to);
  if (number !== null) return number;
  if (card.real.includes('twilio')) {
    throw new Trouble(
      'BL-1025',
      'this would ring a real phone',
      'Say whose: -- --to +1..., a number that you may call.',
    );
  }
  return `+1215555${String(2_000 + Math.floor(Math.random() * 8_000))}`;
}

/** The customer's next visit is moved to this time tomorrow; who has none, or is nobody's customer, gets one. */
async function makeDue(lab: Laboratory, world: World, number: string, out: Out): Promise<void> {
  const [known] = await world.rows('SELECT id FROM customers WHERE phone = $1', [number]);
  if (known === undefined) {
    const made = { number, name: 'Robin Caller', vehicle: '2018 Subaru Outback', service: 'oil_change', person: {} };
    await writeReminded(lab, world, [{ ...made, consent: 'yes', inSeconds: DUE_IN_SECONDS }]);
    out('a customer was made up, who has said yes to reminders');
    return;
  }
  if (await allowCalls(lab, world, number, 'npm run call-out')) out('a yes to reminders was written down by hand');
  if (await hasVisit(lab, world, number)) {
    await moveVisit(lab, world, number, DUE_IN_SECONDS);
    out('the next visit was moved to this time tomorrow');
    return;
  }
  await bookVisit(lab, world, number, DUE_IN_SECONDS);
  out('an oil change at this time tomorrow was written down by hand');
}

async function answerSimulated(
  card: HouseCard,
  number: string,
  answers: CallOut['answers'],
  out: Out,
): Promise<string> {
  const phone = await openPhone(card.simulated.TWILIO_API_BASE_URL ?? '');
  try {
    if (answers === undefined) return await typedCall(phone.answerCallTo(number), out);
    const onLine = (line: Parameters<typeof formatLine>[0]): void => out(formatLine(line, 'customer'));
    const record = await playCaller(answers(number), {
      phone,
      name: 'customer',
      from: number,
      withinSeconds: 240,
      onLine,
    });
    return record.callSid;
  } finally {
    phone.close();
  }
}

function ringForReal(card: HouseCard, number: string, out: Out): Promise<string> {
  out(`${number} will ring: answer it, and what is said is shown`);
  return followCall(card, out);
}

/** Resolves with the reason when the reminder is over, or has to wait, and nobody was called. */
async function whyNotCalled(world: World, number: string, clockOffsetMs: number, after: Date): Promise<Trouble> {
  const decided = async (): Promise<ReminderRow | undefined> => {
    const row = await reminderDueAfter(world, number, after);
    if (row === undefined || row.callId !== null) return undefined;
    const waits = row.nextAt.getTime() - (Date.now() + clockOffsetMs) > SOON_MS;
    return row.state === 'done' || row.state === 'failed' || (row.state === 'due' && waits) ? row : undefined;
  };
  const row = await until('a reminder that is not made', decided, { withinMs: RINGS_WITHIN_MS * 10 }).catch(
    () => undefined, // The call goes on, or nobody was told why not.
  );
  const why =
    row === undefined
      ? 'nobody says why'
      : row.state === 'due'
        ? `not before ${row.nextLocal} by the shop's clock: it is out of hours, or a holiday`
        : String(row.outcome);
  return new Trouble(
    'BL-1024',
    `${number} is not called: ${why}`,
    'Calls are made from 9 to 20, three a month to one number. Without --to somebody is made up; without a running house one is started on a Monday morning.',
  );
}

/** What the call came to is told after it has ended. */
async function settled(world: World, number: string, after: Date): Promise<ReminderRow | undefined> {
  const over = async (): Promise<boolean> => {
    const state = (await reminderDueAfter(world, number, after))?.state;
    return state !== undefined && state !== 'claimed' && state !== 'dialled';
  };
  await until('the reminder to settle', over, { withinMs: SETTLES_WITHIN_MS }).catch(() => undefined); // It is shown as it is.
  return reminderDueAfter(world, number, after);
}
