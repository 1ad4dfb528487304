/**
 * `bench reminders`: a night of reminders that are due, by the fast clock, with people and machines on the simulated network;
 * the last of the calls over audio, in a house of real time.
 */
import { createProgress, startHouse } from '@bayline/local';
import pg from 'pg';
import { HOUSE_NOW } from '../houses.ts';
import { playCaller } from '../play.ts';
import { reaction } from '../reaction.ts';
import { writeReminded } from '../reminding.ts';
import { openStage } from '../stage.ts';
import type { Bench } from './bench.ts';
import { machine } from './figures.ts';
import { seeded } from './random.ts';
import { type Customer, drawCustomers, emptyRedis, standInForConversations, writeNight } from './reminder-night.ts';
import { type NightFigures, nightFigures, settle } from './reminder-verdict.ts';

/** House seconds in a real one. */
const RATE = 90;
/** Calls each real second: what the simulated account allows. */
const CALLS_PER_SECOND = 20;
const OVER_AUDIO = 20;
/** The last try of who is never reached comes seven house hours after the first, five real minutes; a busy machine takes longer. */
const NIGHT_WITHIN_MS = 900_000;
const AUDIO_WITHIN_MS = 240_000;
/** House seconds in a real one while people speak: who could not be talked with is called again after 20 minutes. */
const AUDIO_RATE = 20;
/** Half past nine in the morning in Philadelphia, half past six in Portland. */
const NIGHT_NOW = '2026-11-23T14:30:00Z';
const SPREAD_MS = 60 * 60_000;
/** The simulated account takes calls as fast as they come: the pace that is seen is the reminder's own. */
const UNPACED = { SIMULATE_TWILIO__CALLS_PER_SECOND: '1000' };
/** How often the bench says how far it is. */
const TOLD_EVERY_MS = 15_000;

export const remindersBench: Bench = {
  name: 'reminders',
  about: 'a night of reminders that are due: each once, only when it may be, no faster than the account allows',
  fields: {
    due: 'reminders that were due; some of them must not be made',
    reached: 'people who confirmed',
    voicemail: 'machines that were left a message',
    retried: 'reminders that took more than one call',
    sms: 'messages in the stead of calls',
    missed: 'reminders without an end; must be 0',
    doubled: 'calls nobody has a try for, and calls after one that came to something; must be 0',
    outsideHours: 'calls before 9 or from 20 on, by the clock of the number; must be 0',
    withoutConsent: 'calls to numbers without a yes, or on the stop list; must be 0',
    maxCps: 'the most calls within any second; at most cpsLimit',
  },
  run: async ({ due, seed, quiet, note }) => {
    const startedAt = performance.now();
    const audio = Math.min(OVER_AUDIO, Math.floor(due / 2));
    const night = await playNight(due - audio, seed, quiet, note);
    const heard = await playAudio(audio, quiet, note);
    for (const problem of [...night.problems, ...heard.problems]) note(`doubled: ${problem}`);
    const sum = (field: Exclude<keyof NightFigures, 'problems'>): number => night[field] + heard[field];
    return {
      ...{ bench: 'reminders', due: sum('due'), reached: sum('reached'), voicemail: sum('voicemail') },
      ...{ retried: sum('retried'), sms: sum('sms'), missed: sum('missed'), doubled: sum('doubled') },
      ...{ outsideHours: sum('outsideHours'), withoutConsent: sum('withoutConsent') },
      ...{
        maxCps: night.maxCps,
        cpsLimit: CALLS_PER_SECOND,
        overAudio: { calls: audio, maxCps: heard.maxCps, cpsLimit: 1 },
      },
      seconds: Math.round((performance.now() - startedAt) / 1_000),
      ...{ clockRate: RATE, seed, machine: machine() },
    };
  },
};

async function playNight(
  count: number,
  seed: number,
  quiet: boolean,
  note: (line: string) => void,
): Promise<NightFigures> {
  const clockStart = Date.now();
  const clock = { BAYLINE_CLOCK_RATE: String(RATE), BAYLINE_CLOCK_START_MS: String(clockStart) };
  const house = await startHouse({
    ...{ profile: 'bench-reminders', progress: createProgress(quiet), now: NIGHT_NOW },
    environment: { ...clock, LOG_LEVEL: 'warn' },
    simulatorEnvironment: { ...clock, ...UNPACED },
    perService: {
      gateway: { MAX_CALLS: '5000', MAX_CALLS_PER_DAY: '100000' },
      reminder: {
        ...{
          REMINDER_CALLS_PER_SECOND: String(CALLS_PER_SECOND),
          REMINDER_WATCH_MS: '2000',
          REMINDER_RING_SECONDS: '5',
        },
      },
    },
  });
  const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 4 });
  const houseTime = (real: number): Date => new Date(clockStart + (real - clockStart) * RATE + house.clockOffsetMs);
  const conversations = await standInForConversations(house, pool);
  try {
    const random = seeded(seed);
    const customers = drawCustomers(random, count);
    const from = houseTime(Date.now()).getTime() + 10 * 60_000;
    await writeNight(house, pool, customers, () => new Date(from + Math.floor(random() * SPREAD_MS)));
    // An empty queue: everything is rebuilt from the rows.
    await emptyRedis(house.servers.redis.url);
    note(`${count} reminders are due between ${new Date(from).toISOString()} and an hour later, by the fast clock`);
    await settle(pool, customers, { withinMs: NIGHT_WITHIN_MS, toldEveryMs: TOLD_EVERY_MS, note });
    return await nightFigures(house, pool, customers, houseTime, conversations.told);
  } finally {
    await conversations.stop();
    await pool.end();
    await house.stop();
  }
}

/** People and machines that really speak and hear, one after another as one call a second allows. */
async function playAudio(count: number, quiet: boolean, note: (line: string) => void): Promise<NightFigures> {
  const clockStart = Date.now();
  const clock = { BAYLINE_CLOCK_RATE: String(AUDIO_RATE), BAYLINE_CLOCK_START_MS: String(clockStart) };
  const house = await startHouse({
    ...{ profile: 'bench-reminders-audio', progress: createProgress(quiet), now: HOUSE_NOW, environment: clock },
    simulatorEnvironment: { ...clock, ...UNPACED },
  });
  const houseTime = (real: number): Date =>
    new Date(clockStart + (real - clockStart) * AUDIO_RATE + house.clockOffsetMs);
  const stage = await openStage(house);
  const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 2 });
  try {
    const customers = Array.from({ length: count }, (_, index): Customer => {
      const person = index % 2 === 0 ? {} : { machine: { greeting: 'Nobody is here leave a message', beep: true } };
      const number = `+1215555${String(8_000 + index)}`;
      return { number, zone: 'America/New_York', consent: 'yes', optedOut: false, person };
    });
    const people = customers.map(({ number, person }, index) => ({
      ...{ number, name: `Robin Number${index}`, person, consent: 'yes' as const, inSeconds: 15 + index },
      ...{ vehicle: '2018 Subaru Outback', service: 'oil_change' },
    }));
    const answering = customers
      .filter(({ person }) => person.machine === undefined)
      .map(({ number }, index) =>
        playCaller(answeringCaller(number), {
          ...{ phone: stage.phone, from: number, name: `robin-${index}`, withinSeconds: AUDIO_WITHIN_MS / 1_000 },
        }),
      );
    await writeReminded(house, stage.world, people);
    note(`${count} calls over audio`);
    await settle(pool, customers, { withinMs: AUDIO_WITHIN_MS, toldEveryMs: TOLD_EVERY_MS, note });
    await Promise.all(answering);
    return await nightFigures(house, pool, customers, houseTime);
  } finally {
    await stage.close();
    await pool.end();
    await house.stop();
  }
}

function answeringCaller(from: string): Parameters<typeof playCaller>[0] {
  const reactions = [
    reaction.parse({ hears: 'am i speaking', says: 'Yes, this is Robin.' }),
    reaction.parse({ hears: 'can we expect you', says: "Yes, I'll be there." }),
    reaction.parse({ hears: 'bye', hangsUp: true, after: 1_500 }),
  ];
  return {
    ...{
      from,
      to: '+12155550100',
      attestation: 'A',
      wordsPerMinute: 170,
      onAbruptClose: 'continue',
      ...{ picksUp: 'Hello?', callsBack: false },
    },
    reactions,
  };
}
