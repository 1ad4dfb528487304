import { randomUUID } from 'node:crypto';
import { createLog, createMetrics, guardMaker } from '@bayline/runtime';
import fc from 'fast-check';
import { freshDatabase, MONDAY } from '../../test/house.ts';
import { openCall } from '../calls/calls.ts';
import { Database, sql } from '../database/postgres.ts';
import { sampleShops } from '../sample/shops.ts';
import { seed } from '../seed.ts';
import { tidy } from '../tidying.ts';
import type { NewChange } from './change.ts';
import { commitChange, holdChange, type Owner, releaseCall, releaseChange } from './changes.ts';

const log = createLog({ service: 'test', instanceId: 'test-0001', level: 'silent' });
const metrics = createMetrics('test', 'test-0001');
const [motors] = sampleShops(MONDAY);
const bay = motors.bays[3]?.id ?? '';
let database: Database;

beforeAll(async () => {
  const DATABASE_URL = await freshDatabase();
  await seed(DATABASE_URL, { seed: 1, now: MONDAY, customers: 20 });
  const settings = { DATABASE_URL, DATABASE_POOL: 8, DATABASE_WAIT_MS: 5_000, DATABASE_DEADLINE_MS: 5_000 };
  database = new Database({ settings, guard: guardMaker(metrics, log), metrics, log });
});

afterAll(async () => {
  await database.close();
  await metrics.shutdown();
});

/** More by `npm run bench -- properties`. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 500);
const PATIENCE_MS = 15_000 + RUNS * 200;

/** What can happen to two calls that want the same slot. Steps of one list happen at the same time. */
interface CallStep {
  readonly type: 'hold' | 'commit' | 'release' | 'end';
  readonly call: 0 | 1;
  readonly oldOwner: boolean;
  /** Asked twice at once, as after a timeout. */
  readonly twice: boolean;
  /** Whoever asked, or answered, is killed after the deed was done: nobody hears the answer. */
  readonly lost: boolean;
}
type Step = CallStep | { readonly type: 'time-passes' } | { readonly type: 'tidy' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: stepOf('hold') },
  { weight: 4, arbitrary: stepOf('commit') },
  { weight: 1, arbitrary: stepOf('release') },
  { weight: 1, arbitrary: stepOf('end') },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ type: 'time-passes' }, { type: 'tidy' }) },
);

function stepOf(type: CallStep['type']): fc.Arbitrary<Step> {
  return fc.record({
    type: fc.constant(type),
    call: fc.constantFrom(0 as const, 1 as const),
    ...{ oldOwner: fc.boolean(), twice: fc.boolean(), lost: fc.boolean() },
  });
}

let runs = 0;

/** Two calls, and the one slot they want: a fresh one for every run. */
async function scene() {
  runs += 1;
  const startsAt = new Date(Date.UTC(2030, 0, 1) + runs * 3_600_000);
  const freeAt = new Date(startsAt.getTime() + 3_600_000).toISOString();
  const calls = await Promise.all(
    [0, 1].map(async () => {
      const callId = `CA${randomUUID().replaceAll('-', '')}`;
      const opened = { callId, shopId: motors.id, direction: 'inbound' as const, number: null, attestation: null };
      await openCall(database, { ...opened, at: MONDAY });
      return callId;
    }),
  );
  const changeOf = (callId: string, now: Date): NewChange => {
    const id = randomUUID();
    return {
      ...{ type: 'book', key: `wish:${callId}`, hash: 'h', appointmentId: id, holdId: id, notes: null, visit: null },
      ...{ startsAt: startsAt.toISOString(), endsAt: freeAt, freeAt, services: ['body'], servicesSaid: ['body work'] },
      customer: {
        ...{ id: randomUUID(), isNew: true, firstName: 'Some', lastName: 'One', phone: callId.slice(0, 12) },
        ...{ phoneVerified: false, email: null },
      },
      ...{ vehicle: null, vehicleSaid: null, phoneSaid: null, firstNameSaid: null, anotherVisit: true, visitsOf: null },
      ...{ heldAt: now.toISOString(), expiresAt: new Date(now.getTime() + 180_000).toISOString() },
    };
  };
  return { calls, startsAt, changeOf };
}

describe('any interleaving of two calls that want one slot', () => {
  it(
    'books it once at most, says done only for what is booked, and tells each booking once',
    async () => {
      const story = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(story, async (scenes) => {
          const { calls, startsAt, changeOf } = await scene();
          const saidDone = new Set<string>();
          const names = new Map<string, string>();
          const ended = new Set<string>();
          const unheard = new Map<string, { name: string; hash: string }>();
          let now = MONDAY;

          const act = async (one: Step): Promise<void> => {
            if (one.type === 'time-passes') now = new Date(now.getTime() + 200_000);
            else if (one.type === 'tidy') await tidy(database, now);
            else await Promise.all((one.twice ? [one, one] : [one]).map((each) => actFor(each, calls[one.call] ?? '')));
          };
          const actFor = async ({ type, oldOwner, lost }: CallStep, callId: string) => {
            const owner: Owner = { callId, epoch: oldOwner ? 1 : 2, now };
            if (type === 'end') {
              ended.add(callId);
              await database.write(sql`UPDATE calls SET ended_at = ${now} WHERE call_id = ${callId}`);
              await releaseCall(database, callId);
            } else if (type === 'hold') {
              const held = await holdChange(database, owner, changeOf(callId, now), [bay]);
              if (held.type === 'held') names.set(callId, held.change.name);
              if (held.type === 'done' && !lost) saidDone.add(callId);
            } else if (type === 'release') {
              await releaseChange(database, owner, names.get(callId) ?? 'P1');
            } else {
              const pending = { name: names.get(callId) ?? 'P1', hash: 'h' };
              const committed = await commitChange(database, owner, pending, null);
              const lapsed = committed.type === 'no' && committed.no === 'hold-lapsed' && committed.change !== null;
              const settled = lapsed ? await commitChange(database, owner, pending, [bay]) : committed;
              if (settled.type === 'done' && !lost) saidDone.add(callId);
              if (lost) unheard.set(callId, pending);
            }
          };
          for (const together of scenes) await Promise.all(together.map(act));
          // Who heard no answer asks the same again, or its successor does, and is told what was done.
          for (const [callId, pending] of unheard) {
            const told = await commitChange(database, { callId, epoch: 3, now }, pending, null);
            if (told.type === 'done') saidDone.add(callId);
          }

          const rows = await database.run((client) => client.appointment.findMany({ where: { startsAt } }));
          const booked = rows.filter(({ status }) => status === 'booked');
          expect(booked.length).toBeLessThanOrEqual(1);
          expect(booked.map(({ callId }) => callId)).toEqual([...saidDone]);
          const told = await database.run((client) =>
            client.outbox.findMany({ where: { appointmentId: { in: booked.map(({ id }) => id) } } }),
          );
          expect(told.map(({ version }) => version)).toEqual(booked.map(() => 1));
          expect(rows.filter(({ status, callId }) => status === 'held' && ended.has(callId ?? ''))).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE_MS,
  );
});
