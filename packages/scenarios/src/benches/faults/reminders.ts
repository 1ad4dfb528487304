/** The suite `reminders`: everything that reminders stand on fails around the moment of the call; each is made once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, type House, startHouse, until } from '@bayline/local';
import pg from 'pg';
import { providerUrl } from '../../doing.ts';
import { HOUSE_NOW } from '../../houses.ts';
import { changeSettings } from '../../lab.ts';
import { seeded } from '../random.ts';
import {
  type Customer,
  emptyRedis,
  sayToRedis,
  standInForConversations,
  tellNight,
  writeNight,
} from '../reminder-night.ts';
import { nightFigures, settle } from '../reminder-verdict.ts';
import type { FaultOptions, FaultSuite } from './suite.ts';

const POINTS = ['before-claim', 'after-claim', 'while-dialling', 'after-dialling', 'after-placing'] as const;
/** People who are due in each trial; each call of those in the trials of callbacks is told of five times, and all of it twice. */
const PEOPLE = 3;
const PEOPLE_OF_CALLBACKS = 30;
const DUE_IN_MS = 4_000;
const DIES_WITHIN_MS = 30_000;
/** House seconds in a real one: who was not reached is tried again after 20 minutes, then after an hour. */
const RATE = 20;
const SETTLES_WITHIN_MS = 300_000;
const TOLD_EVERY_MS = 15_000;
/** How long a server is away. */
const AWAY_MS = 3_000;

interface Trial {
  readonly what: string;
  /** Does its worst while reminders come due. */
  readonly act: (house: House, due: (people?: number) => Promise<void>) => Promise<void>;
}

/** A moment of real time by the clock of the house. */
type HouseTime = (real: number) => Date;

export const reminderFaults: FaultSuite = {
  name: 'reminders',
  about: 'reminder killed around dialling, its servers, Twilio and its callbacks: each reminder once, none missed',
  run: runTrials,
};

async function runTrials({ seed, trials: most, only, note }: FaultOptions): Promise<Record<string, unknown>> {
  const clockStart = Date.now();
  const clock = { BAYLINE_CLOCK_RATE: String(RATE), BAYLINE_CLOCK_START_MS: String(clockStart) };
  const twilio = { SIMULATE_TWILIO__CALLS_PER_SECOND: '1000', SIMULATE_TWILIO__SEED: String(seed) };
  const house = await startHouse({
    ...{ profile: 'bench-reminder-faults', progress: createProgress(false), now: HOUSE_NOW },
    environment: { ...clock, LOG_LEVEL: 'warn' },
    simulatorEnvironment: { ...clock, ...twilio },
    perService: {
      gateway: { MAX_CALLS: '5000', MAX_CALLS_PER_DAY: '100000' },
      reminder: {
        ...{ REMINDER_CALLS_PER_SECOND: '20', REMINDER_WATCH_MS: '1000', REMINDER_LEASE_MS: '15000' },
      },
    },
  });
  const houseTime: HouseTime = (real) => new Date(clockStart + (real - clockStart) * RATE + house.clockOffsetMs);
  const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 4 });
  // A database that is restarted breaks the connections that wait in the pool.
  pool.on('error', () => undefined);
  const conversations = await standInForConversations(house, pool);
  const customers: Customer[] = [];
  const struckBy = new Map<string, string>();
  try {
    const random = seeded(seed);
    const wanted = allTrials(most).filter(({ what }) => only === undefined || what.includes(only));
    const trials = inAnyOrder(wanted, random);
    for (const [index, { what, act }] of trials.entries()) {
      note(`${index + 1} of ${trials.length}: ${what}`);
      await act(house, (people = PEOPLE) => comeDue(house, pool, customers, people, houseTime));
      for (const { number } of customers) if (!struckBy.has(number)) struckBy.set(number, what);
    }
    await settle(pool, customers, { withinMs: SETTLES_WITHIN_MS, toldEveryMs: TOLD_EVERY_MS, note });
    const figures = await nightFigures(house, pool, customers, houseTime, conversations.told);
    const { missed, doubled, inDoubt, reached, retried, problems } = figures;
    for (const problem of problems) note(`    doubled: ${problem} (${struckBy.get(problem.split(' ', 1)[0] ?? '')})`);
    return {
      ...{ trials: trials.length, reminders: customers.length, reached, retried, missed, doubled, inDoubt },
      clockRate: RATE,
    };
  } finally {
    await conversations.stop();
    await pool.end();
    await house.stop();
  }
}

/** Some more people are due in a moment, told like any booking. */
async function comeDue(
  house: House,
  pool: pg.Pool,
  customers: Customer[],
  count: number,
  houseTime: HouseTime,
): Promise<void> {
  const people = Array.from({ length: count }, (_, index): Customer => {
    const number = `+1215556${String(customers.length + index).padStart(4, '0')}`;
    const person = { afterMs: 50, audio: false, detectedAfterMs: 200, hangsUpAfterMs: 600 };
    return { number, zone: 'America/New_York', consent: 'yes', optedOut: false, person };
  });
  customers.push(...people);
  const dueAt = houseTime(Date.now() + DUE_IN_MS);
  await writeNight(house, pool, people, () => dueAt);
  await tellNight(pool, people);
}

/** `most` trials of each; else a hundred kills, twenty at each point, and everything else five times. */
function allTrials(most: number | undefined): Trial[] {
  const times = (count: number, make: () => Trial[]): Trial[] => Array.from({ length: count }, make).flat();
  const kills = times(most ?? 20, () => POINTS.map(killedAt));
  return [...kills, ...times(most ?? 5, () => [...serverTrials(), ...twilioTrials()])];
}

/** The process dies at a point around dialling, as it would by a power failure. */
function killedAt(point: (typeof POINTS)[number]): Trial {
  return {
    what: `reminder dies ${point}`,
    act: async (house, due) => {
      const dying = await replaced(house, { REMINDER_DIES_AT: point });
      await due();
      await until(
        `reminder to die ${point}`,
        () => dying.process.child.exitCode !== null || dying.process.child.signalCode !== null,
        {
          withinMs: DIES_WITHIN_MS,
        },
      );
      await house.restart(dying, { REMINDER_DIES_AT: '' });
    },
  };
}

async function replaced(house: House, environment: Record<string, string>) {
  const [instance] = house.instancesOf('reminder');
  if (instance === undefined) throw new Error('this house has no reminder');
  instance.process.kill('SIGKILL');
  await instance.process.ended;
  return house.restart(instance, environment);
}

function serverTrials(): Trial[] {
  const restarted = (name: 'redis' | 'nats' | 'postgres'): Trial => ({
    what: `${name} is killed and comes back`,
    act: async (house, due) => {
      await due();
      // Just when they are due.
      await sleep(DUE_IN_MS);
      house.servers[name].process?.kill('SIGQUIT');
      await house.servers[name].process?.ended;
      await sleep(AWAY_MS);
      await house.servers[name].restart();
    },
  });
  return [
    ...(['redis', 'nats', 'postgres'] as const).map(restarted),
    {
      what: 'redis is emptied before they are due',
      act: async (house, due) => {
        await due();
        await sleep(DUE_IN_MS / 2);
        await emptyRedis(house.servers.redis.url);
        await sleep(DUE_IN_MS);
      },
    },
    {
      what: 'redis is full while they are planned',
      act: async (house, due) => {
        await sayToRedis(house.servers.redis.url, 'CONFIG SET maxmemory-policy noeviction');
        await sayToRedis(house.servers.redis.url, 'CONFIG SET maxmemory 1');
        await due();
        await sleep(AWAY_MS);
        await sayToRedis(house.servers.redis.url, 'CONFIG SET maxmemory 0');
        await sleep(DUE_IN_MS);
      },
    },
  ];
}

function twilioTrials(): Trial[] {
  const failing = (what: string, next: readonly Record<string, unknown>[]): Trial => ({
    what: `Twilio ${what}`,
    act: async (house, due) => {
      await due();
      await changeSettings(providerUrl(house, 'twilio'), { faults: { next } });
      await sleep(DUE_IN_MS + 2_000);
      await changeSettings(providerUrl(house, 'twilio'), { faults: { next: [] } });
    },
  });
  return [
    failing('throttles', [{ type: 'refuse', on: 'calls', status: 429, code: 20_429 }]),
    failing('fails', [{ type: 'refuse', on: 'calls', status: 503 }]),
    failing('takes the call and breaks the connection', [{ type: 'lost', on: 'calls' }]),
    failing('takes the call and does not answer in time', [{ type: 'slow', on: 'calls', ms: 12_000 }]),
    {
      what: 'callbacks come late, twice and in any order',
      act: async (house, due) => {
        const url = providerUrl(house, 'twilio');
        await changeSettings(url, { callbacks: { delay: { ms: 1_500, jitterMs: 1_500 }, duplicateRate: 1 } });
        await due(PEOPLE_OF_CALLBACKS);
        await sleep(DUE_IN_MS + 6_000);
        await changeSettings(url, { callbacks: { delay: 0, duplicateRate: 0 } });
      },
    },
  ];
}

function inAnyOrder<T>(items: readonly T[], random: () => number): T[] {
  const order = items.map((item) => ({ item, at: random() }));
  return order.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}
