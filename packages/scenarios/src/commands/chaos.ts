/** `npm run chaos`: kills or pauses one service again and again while calls run, and counts what callers and bookings lose. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createProgress,
  type HouseCard,
  ofHouse,
  readCommandLine,
  type ServiceCard,
  Trouble,
  until,
  useHouse,
} from '@bayline/local';
import { storyNamed } from '../library.ts';
import { numberOf } from '../personas.ts';
import { openPhone } from '../phone.ts';
import { playCaller } from '../play.ts';
import { type CallRecord, heardText } from '../record.ts';
import { openWorld, type World } from '../world.ts';

const HELP = `npm run chaos -- [--kill SERVICE | --pause SERVICE] [options]

Calls run in the house that is running (or in one of its own) while one service is killed, or stands still, again and again. The
supervisor starts it anew. Counts calls that ended as they should, bookings, and what must stay 0.

  --kill SERVICE    gateway, speech, dialogue, crm-tools, calendar, reminder     default dialogue
  --pause SERVICE   stops it for 3 s instead, alive but silent
  --calls N         calls at once       default 2
  --times N         so often            default 2
  --every S         seconds apart       default 8
  --house NAME      this house
  --json            one JSON object at the end
Exits with 1 when a booking was lost or made twice.
`;

const PAUSE_MS = 3_000;
/** Books an oil change; each call is a booking of its own. */
const STORY = '1';

interface Counters {
  calls: number;
  over: number;
  booked: number;
  /** The caller heard that it is booked, and there is no row: must be 0. */
  lost: number;
  /** Two visits in one bay at one time: must be 0. */
  doubleBookings: number;
  blows: number;
  restarts: number;
}

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    kill: { type: 'string' },
    pause: { type: 'string' },
    calls: { type: 'string', default: '2' },
    times: { type: 'string', default: '2' },
    every: { type: 'string', default: '8' },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const house = await useHouse(values.house, 'chaos', createProgress(values.json === true));
  const card = house.card();
  const service = values.pause ?? values.kill ?? 'dialogue';
  if (!card.services.some((one) => one.service === service)) {
    throw new Trouble('BL-1023', `this house has no service "${service}"`, 'npm run services names them.');
  }
  const world = await openWorld(card.databaseUrl, card.simulated.GOOGLE_API_BASE_URL ?? '');
  const counters: Counters = { calls: 0, over: 0, booked: 0, lost: 0, doubleBookings: 0, blows: 0, restarts: 0 };
  const restartsBefore = restartsOf(card, service);
  const show = (): void => {
    const line = Object.entries(counters)
      .map(([name, count]) => `${name} ${count}`)
      .join('  ');
    process.stderr.write(`  ${line}\n`);
  };
  const calls = callIn(card, Number(values.calls), counters, show);
  for (let n = 0; n < Number(values.times); n += 1) {
    await sleep(Number(values.every) * 1_000);
    await strike(house.card(), service, values.pause !== undefined);
    counters.blows += 1;
    show();
  }
  const records = await calls;
  await until('the service to be back', () => isBack(house.card(), service), { withinMs: 20_000, everyMs: 200 });
  await judge(records, world, counters);
  counters.restarts = restartsOf(house.card(), service) - restartsBefore;
  show();
  await world.close();
  await house.stop();
  process.stdout.write(
    `${JSON.stringify({ service, how: values.pause === undefined ? 'kill' : 'pause', ...counters })}\n`,
  );
  return counters.lost + counters.doubleBookings === 0 ? 0 : 1;
}

async function callIn(card: HouseCard, count: number, counters: Counters, show: () => void): Promise<CallRecord[]> {
  const phone = await openPhone(card.simulated.TWILIO_API_BASE_URL ?? '');
  const [caller] = Object.values(storyNamed(STORY).callers);
  if (caller === undefined) throw new Error(`story ${STORY} has no caller`);
  const records = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      counters.calls += 1;
      const options = { phone, name: `caller ${index + 1}`, from: numberOf(caller.from), withinSeconds: 150 };
      const record = await playCaller(caller, options);
      counters.over += 1;
      show();
      return record;
    }),
  );
  phone.close();
  return records;
}

/** One blow at the first instance of a service. */
async function strike(card: HouseCard, service: string, pause: boolean): Promise<void> {
  const [target] = instancesOf(card, service);
  if (target === undefined) return;
  try {
    process.kill(target.pid, pause ? 'SIGSTOP' : 'SIGKILL');
    if (!pause) return;
    await sleep(PAUSE_MS);
    process.kill(target.pid, 'SIGCONT');
  } catch (error) {
    // It is being started anew just now: this blow hits nobody.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isBack(card: HouseCard, service: string): Promise<boolean> {
  const answers = await Promise.all(
    instancesOf(card, service).map(({ healthPort }) =>
      fetch(`http://127.0.0.1:${healthPort}/readyz`).then(
        (response) => response.ok,
        () => false,
      ),
    ),
  );
  return answers.every((ok) => ok);
}

async function judge(records: readonly CallRecord[], world: World, counters: Counters): Promise<void> {
  for (const record of records) {
    const rows = (await world.appointmentsOfCall(record.callSid)).filter(({ status }) => status === 'booked');
    counters.booked += rows.length;
    if (rows.length === 0 && /you(?:'|’)re all set|all set/i.test(heardText(record))) counters.lost += 1;
  }
  counters.doubleBookings = await world.overlaps();
}

function instancesOf(card: HouseCard, service: string): ServiceCard[] {
  return card.services.filter((one) => one.service === service);
}

function restartsOf(card: HouseCard, service: string): number {
  return instancesOf(card, service).reduce((sum, { restarts }) => sum + restarts, 0);
}
