import { randomUUID } from 'node:crypto';
import {
  appointmentBooked,
  appointmentCancelled,
  appointmentList,
  appointmentMoved,
  calendarCheck,
  calendarConnected,
  calendarDisconnected,
  calendarReconcile,
  eventDeleted,
  eventMoved,
  eventUnknown,
  type Fact,
} from '@bayline/contracts';
import { until } from '@bayline/local';
import type { z } from 'zod';
import { eventIdOf } from '../src/appointment-event.ts';
import { bays, calendarOf, row, Scene, shopId, startBus } from './scene.ts';

const [one, two] = bays;
let bus: Awaited<ReturnType<typeof startBus>>;
let scene: Scene;

beforeAll(async () => {
  bus = await startBus();
});
afterAll(() => bus.stop());
beforeEach(async () => {
  scene = await Scene.open(bus.url);
  scene.answerList();
});
afterEach(() => scene.close());

/** What is told about one thing from now on. */
function hear<S extends z.ZodType>(fact: Fact<S>, id: string): z.output<S>[] {
  const heard: z.output<S>[] = [];
  scene.crmTools.hear(fact, id, (payload) => void heard.push(payload));
  return heard;
}

async function booked(id = randomUUID()): Promise<string> {
  await scene.crmTools.record(appointmentBooked, id, row(id));
  await scene.stands(id, 'bay-1 v1');
  return id;
}

describe('what people do to events of ours', () => {
  it('is told: another time, with the version that was seen', async () => {
    await scene.start();
    const id = await booked();
    const moved = hear(eventMoved, id);
    await scene.lab.change(eventIdOf(id), {
      start: { dateTime: '2026-12-01T11:00:00-05:00' },
      end: { dateTime: '2026-12-01T12:00:00-05:00' },
    });
    await until('the move to be told', () => moved.length > 0);
    expect(moved[0]).toMatchObject({
      ...{ appointmentId: id, shopId, version: 1, bayId: one },
      ...{ start: '2026-12-01T16:00:00.000Z', end: '2026-12-01T17:00:00.000Z' },
    });
    // What crm-tools makes of it is written as any other change, and is nobody's doing.
    const now = { start: '2026-12-01T11:00:00-05:00', end: '2026-12-01T12:00:00-05:00' };
    await scene.crmTools.record(appointmentMoved, id, row(id, { version: 2, ...now }));
    await scene.stands(id, 'bay-1 v2');
    expect(new Set(moved.map(({ version }) => version))).toEqual(new Set([1]));
  });

  it('is told: another bay, and not as a deletion from the first one', async () => {
    await scene.start();
    const id = await booked();
    const [moved, deleted] = [hear(eventMoved, id), hear(eventDeleted, id)];
    await scene.lab.drag(calendarOf(one), eventIdOf(id), calendarOf(two));
    await until('the move to be told', () => moved.length > 0);
    expect(moved[0]).toMatchObject({ version: 1, bayId: two, start: '2026-12-01T14:00:00.000Z' });
    await scene.crmTools.record(appointmentMoved, id, row(id, { version: 2, bayId: two }));
    await scene.stands(id, 'bay-2 v2');
    expect(deleted).toEqual([]);
  });

  it('is told: a deletion; and never what we delete ourselves', async () => {
    await scene.start();
    const [ours, theirs] = [await booked(), await booked()];
    const [oursDeleted, theirsDeleted] = [hear(eventDeleted, ours), hear(eventDeleted, theirs)];
    await scene.crmTools.record(appointmentCancelled, ours, row(ours, { version: 2 }));
    await scene.stands(ours);
    await scene.lab.remove(eventIdOf(theirs));
    await until('the deletion to be told', () => theirsDeleted.length > 0);
    expect(theirsDeleted[0]).toMatchObject({ appointmentId: theirs, version: 1 });
    expect(oursDeleted).toEqual([]);
  });

  it('is told when consent is withdrawn, and when it is given again', async () => {
    await scene.start();
    const [connected, disconnected] = [hear(calendarConnected, shopId), hear(calendarDisconnected, shopId)];
    await booked();
    await scene.lab.settings({ revoked: true });
    await scene.lab.expireTokens();
    await until('the disconnection to be told', () => disconnected.length === 1);
    await scene.lab.settings({ revoked: false });
    await scene.stop();
    await scene.start('calendar-0002');
    await until('the connection to be told', () => connected.length >= 1);
  });
});

describe('the last look before a commit', () => {
  const wanted = { from: '2026-12-01T14:00:00Z', to: '2026-12-01T15:00:00Z' };
  const check = (bayId: string, own: { start: string; end: string }[] = []): Promise<{ state: string }> =>
    scene.crmTools.ask(calendarCheck, { shopId, bayId, own, ...wanted });

  it('sees a block of a moment ago, and no event of ours', async () => {
    await scene.start();
    await booked();
    expect(await check(two)).toEqual({ state: 'free' });
    // Ours by what crm-tools says, and ours by what the calendar says.
    expect(await check(one, [{ start: wanted.from, end: wanted.to }])).toEqual({ state: 'free' });
    expect(await check(one)).toEqual({ state: 'free' });
    await scene.lab.put(calendarOf(two), { start: '2026-12-01T09:30:00-05:00', end: '2026-12-01T09:45:00-05:00' });
    expect(await check(two)).toEqual({ state: 'taken' });
  });

  it('knows nothing of a bay without a calendar, and while Google is away or slow', async () => {
    await scene.start();
    await booked();
    expect(await check(randomUUID())).toEqual({ state: 'unknown' });
    await scene.lab.fail({ type: 'refusal', status: 503, on: 'freebusy.query' });
    expect(await check(two)).toEqual({ state: 'unknown' });
    await scene.lab.fail({ type: 'silent', on: 'freebusy.query' });
    expect(await check(two)).toEqual({ state: 'unknown' });
    await scene.lab.settings({ failing: [calendarOf(two)] });
    expect(await check(two)).toEqual({ state: 'unknown' });
  });
});

describe('reconciling', () => {
  it('repairs both directions, and reports what it did', async () => {
    const { stop } = await quietly();
    const [missing, behind, ghost, dragged, gone, fine, stranger] = Array.from({ length: 7 }, () => randomUUID());
    const ids = { missing, behind, ghost, dragged, gone, fine, stranger } as Record<string, string>;
    for (const id of Object.values(ids)) {
      if (id === missing) continue;
      await scene.crmTools.record(appointmentBooked, id, row(id));
      await scene.stands(id, 'bay-1 v1');
    }
    await stop();
    await scene.lab.change(eventIdOf(ids.dragged ?? ''), {
      summary: 'Moved',
      start: { dateTime: '2026-12-01T08:00:00-05:00' },
    });
    await scene.lab.remove(eventIdOf(ids.gone ?? ''));
    const [moved, deleted, unknown] = [
      hear(eventMoved, ids.dragged ?? ''),
      hear(eventDeleted, ids.gone ?? ''),
      hear(eventUnknown, ids.stranger ?? ''),
    ];
    const standing = ['missing', 'behind', 'dragged', 'gone', 'fine'].map((name) => ({
      row: row(ids[name] ?? '', name === 'behind' ? { version: 2, bayId: two } : {}),
      status: 'booked' as const,
    }));
    const cancelled = { row: row(ids.ghost ?? '', { version: 2 }), status: 'cancelled' as const };
    scene.crmTools.answer(appointmentList, ({ ids: asked, after }) => {
      if (asked !== null)
        return {
          appointments: [cancelled].filter(({ row: { appointmentId } }) => asked.includes(appointmentId)),
          next: null,
        };
      // Two pages.
      return after === null
        ? { appointments: standing.slice(0, 3), next: standing[2]?.row.appointmentId ?? null }
        : { appointments: standing.slice(3), next: null };
    });
    await scene.start('calendar-0002');
    await until('the calendars to be known', async () => {
      const { shops } = await scene.crmTools.ask(calendarReconcile, { shopId: randomUUID() });
      return shops === 0;
    });
    const report = await until('a report of the shop', async () => {
      const told = await scene.crmTools.ask(calendarReconcile, { shopId });
      return told.shops === 1 && told;
    });
    expect(report).toMatchObject({
      ...{ shops: 1, appointments: 5, events: 5, written: 1, updated: 1, removed: 1 },
      ...{ movedByPeople: 1, deletedByPeople: 1, unknown: 1, failed: 0 },
    });
    await scene.stands(ids.missing ?? '', 'bay-1 v1');
    await scene.stands(ids.behind ?? '', 'bay-2 v2');
    await scene.stands(ids.ghost ?? '');
    await until('all three to be told', () => [moved, deleted, unknown].every((told) => told.length > 0));
    const again = await scene.crmTools.ask(calendarReconcile, { shopId });
    expect(again).toMatchObject({ written: 0, updated: 0, removed: 0, failed: 0 });
  });
});

/** An instance that follows facts, to be stopped before people do things. */
async function quietly(): Promise<{ stop: () => Promise<void> }> {
  await scene.start();
  return { stop: () => scene.stop() };
}
