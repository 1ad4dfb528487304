/**
 * `bench tools`: how long each tool takes over the bus, in a shop with 10,000 customers and 100,000 appointments: idle, with 100
 * calls under way, and with every connection of the pool taken. Beside it, in the same run, what the machine itself takes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { lookupCustomer } from '@bayline/contracts';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { HOUSE_NOW } from '../houses.ts';
import { Bare } from './bare.ts';
import type { Bench } from './bench.ts';
import { startCrmHouse } from './crm-house.ts';
import { hundredth, machine, percentile, percentiles, tenth } from './figures.ts';
import { fillShop, type Person, type Plenty, peopleOf } from './plenty.ts';
import { isUnavailable, ToolCaller } from './tool-caller.ts';
import { type Took, visit } from './visit.ts';

const SHOP = '+12155550100';
const PLENTY: Plenty = { customers: 10_000, appointments: 100_000 };
const WARM_UP_VISITS = 60;
const IDLE_VISITS = 150;
const CALLS = 100;
/** A caller and the agent talk so long between two asks of one call, on average; in real calls it is longer. */
const TALK_MS = 2_500;
const LOAD_MS = 30_000;
const EXHAUSTED_MS = 3_000;

/** What the design wants of the 95th percentile, in milliseconds: idle and under load. */
const AIMS: Readonly<Record<string, readonly [number, number]>> = {
  'lookup_customer cached': [1.5, 1.5],
  lookup_customer: [4, 4],
  get_available_slots: [10, 10],
  'book_appointment hold': [8, 15],
  'book_appointment commit': [8, 15],
};

export const toolsBench: Bench = {
  name: 'tools',
  about: 'each tool over the bus with 10,000 customers and 100,000 appointments: idle, loaded, pool exhausted',
  fields: {
    idle: 'one caller, one ask after the other: p50, p95, p99 in milliseconds, and how many, by kind of ask',
    load: `the same asks while ${CALLS} calls are under way that ask a tool every ${TALK_MS / 1_000} s each`,
    'idle.bare, load.bare': 'the machine itself at that time: a request and reply, a SELECT, an INSERT that commits',
    exhausted:
      'every connection of the pool waits for a lock: how asks were answered, in milliseconds, and when it was over',
    aims: 'p95 that is wanted of an ask, what was measured, and whether it holds; idle, then under load',
    cached: 'a look-up of a number, or a VIN, that was looked up before; the others are the first of their kind',
    'hold, commit': 'the first phase of a change, which reads back, and the second, after the yes',
    'commit, with its look into Google':
      "with what the bay's own calendar is asked before; the commit alone is what the house itself takes of it",
  },
  run: async ({ quiet, note }) => {
    const house = await startCrmHouse(quiet);
    const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 2 });
    const bus = await connect({ servers: house.servers.nats.url });
    const bare = await Bare.open(house.servers.nats.url, house.databaseUrl);
    try {
      note('filling the shop');
      await fillShop(pool, SHOP, PLENTY, HOUSE_NOW);
      const people = await peopleOf(pool, PLENTY.customers);
      const { rows: vins } = await pool.query<{ vin: string }>(
        'SELECT DISTINCT vin FROM vehicles WHERE vin IS NOT NULL',
      );
      const callers = new Callers(
        bus,
        people,
        vins.map(({ vin }) => vin),
      );
      note('warming up');
      await callers.oneAfterTheOther(WARM_UP_VISITS, new Map());
      note('idle');
      const idle = await measureIdle(callers, bare);
      note(`${CALLS} calls`);
      const load = await measureLoad(callers, bare);
      note('with the pool exhausted');
      const exhausted = await measureExhausted(bus, house.databaseUrl, people);
      return {
        bench: 'tools',
        ...PLENTY,
        calls: CALLS,
        talkMs: TALK_MS,
        idle: tell(idle),
        load: tell(load),
        exhausted,
        aims: judge(idle.tools, load.tools),
        machine: machine(),
      };
    } finally {
      await bare.close();
      await bus.close();
      await pool.end();
      await house.stop();
    }
  },
};

interface Measured {
  readonly tools: Took;
  readonly bare: Took;
}

/** Callers, each of another customer. */
class Callers {
  readonly #bus: NatsConnection;
  readonly #people: readonly Person[];
  readonly #vins: readonly string[];
  #next = 0;

  constructor(bus: NatsConnection, people: readonly Person[], vins: readonly string[]) {
    this.#bus = bus;
    this.#people = people;
    this.#vins = vins;
  }

  async one(took: Took, pause: () => Promise<void>): Promise<void> {
    const turn = this.#next++;
    const person = this.#people[turn % this.#people.length];
    const vin = this.#vins[turn % this.#vins.length];
    if (person === undefined || vin === undefined) throw new Error('the shop has no customers');
    await visit({ bus: this.#bus, shopPhone: SHOP, person, vin, turn, took, pause });
  }

  async oneAfterTheOther(count: number, took: Took, between: () => Promise<void> = async () => {}): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      await this.one(took, async () => {});
      await between();
    }
  }
}

async function measureIdle(callers: Callers, bare: Bare): Promise<Measured> {
  const tools: Took = new Map();
  const bareTook: Took = new Map();
  await callers.oneAfterTheOther(IDLE_VISITS, tools, () => bare.measure(bareTook));
  return { tools, bare: bareTook };
}

async function measureLoad(callers: Callers, bare: Bare): Promise<Measured> {
  const tools: Took = new Map();
  const bareTook: Took = new Map();
  const endsAt = performance.now() + LOAD_MS;
  const talk = () => sleep(TALK_MS * (0.5 + Math.random()));
  const call = async (): Promise<void> => {
    await sleep(Math.random() * TALK_MS);
    while (performance.now() < endsAt) await callers.one(tools, talk);
  };
  const measure = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      await bare.measure(bareTook);
      await sleep(50);
    }
  };
  await Promise.all([...Array.from({ length: CALLS }, call), measure()]);
  return { tools, bare: bareTook };
}

/** A lock on the table of calls holds up every query, until no connection is left; then it is given back. */
async function measureExhausted(bus: NatsConnection, databaseUrl: string, people: readonly Person[]) {
  const calls = await Promise.all(
    people.slice(0, CALLS).map((person) => ToolCaller.open(bus, { from: person.phone, to: SHOP, at: HOUSE_NOW })),
  );
  const blocker = new pg.Client({ connectionString: databaseUrl });
  await blocker.connect();
  await blocker.query('BEGIN; LOCK TABLE calls IN ACCESS EXCLUSIVE MODE');
  const endsAt = performance.now() + EXHAUSTED_MS;
  const counted = { ok: 0, unavailable: 0, otherNo: 0, unanswered: 0 };
  const took: number[] = [];
  const askOn = async (call: ToolCaller | undefined): Promise<void> => {
    while (call !== undefined && performance.now() < endsAt) {
      const sentAt = performance.now();
      const answer = await call.ask(lookupCustomer, { phone: null, name: 'Ava' }).catch(() => null);
      took.push(performance.now() - sentAt);
      if (answer === null) counted.unanswered += 1;
      else if (isUnavailable(answer.reply)) counted.unavailable += 1;
      else counted[answer.reply.ok ? 'ok' : 'otherNo'] += 1;
      await sleep(TALK_MS / 10);
    }
  };
  await Promise.all(calls.map(askOn));
  await blocker.query('COMMIT');
  const freeAt = performance.now();
  const first = calls[0];
  await first?.insist(lookupCustomer, { phone: null, name: 'Ava' });
  const recoveredMs = Math.round(performance.now() - freeAt);
  await blocker.end();
  return {
    ...counted,
    ms: { ...percentiles(took), max: tenth(Math.max(...took)) },
    deadlineMs: lookupCustomer.ask.deadlineMs,
    recoveredMs,
  };
}

function tell({ tools, bare }: Measured): Record<string, unknown> {
  return { ...tellTook(tools), bare: tellTook(bare) };
}

function tellTook(took: Took): Record<string, unknown> {
  const kinds = [...took].toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    kinds.map(([kind, values]) => {
      const at = (share: number): number => hundredth(percentile(values, share));
      return [kind, { p50: at(0.5), p95: at(0.95), p99: at(0.99), asks: values.length }];
    }),
  );
}

function judge(idle: Took, load: Took): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(AIMS).map(([kind, [idleAim, loadAim]]) => {
      const measured = (took: Took): number => hundredth(percentile(took.get(kind) ?? [], 0.95));
      const [idleMs, loadMs] = [measured(idle), measured(load)];
      return [
        kind,
        { wanted: [idleAim, loadAim], p95: [idleMs, loadMs], holds: idleMs <= idleAim && loadMs <= loadAim },
      ];
    }),
  );
}
