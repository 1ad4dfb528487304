import { randomUUID } from 'node:crypto';
import {
  type AppointmentRow,
  appointmentBooked,
  appointmentCancelled,
  appointmentList,
  appointmentMoved,
  calendarBusy,
  letterDied,
} from '@bayline/contracts';
import { until } from '@bayline/local';
import type { Bus } from '@bayline/runtime';
import { eventIdOf } from '../src/appointment-event.ts';
import type { GoogleLab } from './lab.ts';
import { bays, calendarOf, row, Scene, shopId, startBus } from './scene.ts';

const [one, two] = bays;
let bus: Awaited<ReturnType<typeof startBus>>;
let scene: Scene;
let lab: GoogleLab;
let crmTools: Bus;

beforeAll(async () => {
  bus = await startBus();
});
afterAll(() => bus.stop());
beforeEach(async () => {
  scene = await Scene.open(bus.url);
  ({ lab, crmTools } = scene);
});
afterEach(() => scene.close());

function busy(): Promise<{ state: string; ageMs: number | null; busy: object[] }> {
  const day = { from: '2026-12-01T00:00:00-05:00', to: '2026-12-02T00:00:00-05:00' };
  return crmTools.ask(calendarBusy, { shopId, ...day });
}

describe('appointments', () => {
  it('become events, move with them from bay to bay, and go with them', async () => {
    scene.answerList();
    await scene.start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await scene.stands(id, 'bay-1 v1');
    const [event] = (await lab.state()).events;
    expect(event?.summary).toBe('Oil change - 2018 Subaru Outback - Dana');
    await crmTools.record(appointmentMoved, id, row(id, { version: 2, bayId: two, bayName: 'Bay 2' }));
    await scene.stands(id, 'bay-2 v2');
    await crmTools.record(appointmentCancelled, id, row(id, { version: 3, bayId: two, bayName: 'Bay 2' }));
    await scene.stands(id);
  });

  it('invite the customer whose e-mail is known', async () => {
    scene.answerList([null]);
    await scene.start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id, { customerEmail: 'dana@example.com' }));
    await scene.stands(id, 'bay-0 v1');
    expect((await lab.state()).notices).toEqual([
      expect.objectContaining({ what: 'insert', guests: ['dana@example.com'] }),
    ]);
  });

  it('wait for a Google that is down, and are written once when it is back', async () => {
    scene.answerList();
    const { counted } = await scene.start();
    const id = randomUUID();
    await lab.fail({ type: 'refusal', status: 503, on: 'events.insert' }, { type: 'lost', on: 'events.insert' });
    await crmTools.record(appointmentBooked, id, row(id));
    await scene.stands(id, 'bay-1 v1');
    await until('two retries', async () => (await counted('calendar_retries_total', 'insert')) === 2);
    expect((await lab.state()).events.filter((event) => event.id === eventIdOf(id))).toHaveLength(1);
  });

  it('are put off while Google is disconnected, and given up where they can never be written', async () => {
    scene.answerList();
    await lab.settings({ revoked: true, readOnly: [calendarOf(two)] });
    const { google, counted } = await scene.start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await until('the fact to be put off', async () => (await counted('calendar_appointments_total', 'put-off')) > 0);
    expect(await google()).toMatchObject({ ok: false, connected: false, givenUp: 0 });

    await lab.settings({ revoked: false });
    await scene.stop();
    const { google: nextGoogle } = await scene.start('calendar-0002');
    const readOnly = randomUUID();
    await crmTools.record(appointmentBooked, readOnly, row(readOnly, { bayId: two }));
    await until('the fact to be given up', async () => (await nextGoogle()).givenUp === 1);
    await scene.stands(id, 'bay-1 v1');
    await scene.stands(readOnly);
  });

  it('wait until crm-tools has said which calendars there are', async () => {
    await scene.start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    expect((await busy()).state).toBe('none');
    scene.answerList();
    await scene.stands(id, 'bay-1 v1');
  });

  it('whose fact was put aside are written as they stand now', async () => {
    scene.answerList();
    const [kept, cancelled, done] = [randomUUID(), randomUUID(), randomUUID()];
    const now = new Map<string, { row: AppointmentRow; status: 'booked' | 'cancelled' | 'done' }>([
      [kept, { row: row(kept, { version: 3, bayId: two }), status: 'booked' }],
      [cancelled, { row: row(cancelled, { version: 2 }), status: 'cancelled' }],
      [done, { row: row(done, { version: 4 }), status: 'done' }],
    ]);
    const asked: (string[] | null)[] = [];
    crmTools.answer(appointmentList, ({ ids }) => {
      asked.push(ids);
      return { appointments: (ids ?? []).flatMap((id) => now.get(id) ?? []), next: null };
    });
    await scene.start();
    await crmTools.record(appointmentBooked, cancelled, row(cancelled));
    await scene.stands(cancelled, 'bay-1 v1');
    const letter = (sequence: number, data: object) => ({
      ...{ consumer: 'calendar-appointments', stream: 'APPOINTMENTS', sequence, subject: 'appointment.moved.x' },
      ...{ deliveries: 5, why: 'crashed' as const, error: 'no handling of it came to an end' },
      dataBase64: Buffer.from(JSON.stringify(data)).toString('base64'),
    });
    const letters = [{ broken: true }, row(done), row(kept, { version: 2 }), row(cancelled)];
    for (const [index, data] of letters.entries())
      await crmTools.record(letterDied, 'calendar-appointments', letter(index + 1, data));
    await scene.stands(kept, 'bay-2 v3');
    await scene.stands(cancelled);
    expect(await scene.standing(done)).toEqual([]);
    // What broke its contract tells of no appointment, and holds up no other.
    expect(asked).toEqual([[done], [kept], [cancelled]]);
  });

  it('of a shop without calendars are left alone', async () => {
    scene.answerList([]);
    const { counted } = await scene.start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await until(
      'the fact to be heard',
      async () => (await counted('calendar_appointments_total', 'no-calendar')) === 1,
    );
  });

  it('are written once by several instances', async () => {
    scene.answerList();
    await scene.start('calendar-0001');
    await scene.start('calendar-0002');
    const ids = Array.from({ length: 10 }, () => randomUUID());
    for (const id of ids) {
      await crmTools.record(appointmentBooked, id, row(id));
      await crmTools.record(appointmentMoved, id, row(id, { version: 2, bayId: two }));
      await crmTools.record(appointmentMoved, id, row(id, { version: 3, bayId: one }));
    }
    for (const id of ids) await scene.stands(id, 'bay-1 v3');
  });
});

describe('what is busy', () => {
  const time = { start: '2026-12-01T10:00:00-05:00', end: '2026-12-01T11:00:00-05:00' };
  const shown = { start: '2026-12-01T15:00:00.000Z', end: '2026-12-01T16:00:00.000Z' };

  it('are the events of people, as they come, change and go; never ours', async () => {
    scene.answerList();
    const { google } = await scene.start();
    await until('the first reading', async () => (await busy()).state === 'live');
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await scene.stands(id, 'bay-1 v1');

    const event = await lab.put(calendarOf(two), { ...time, summary: 'Inspection' });
    const answer = await until('the event to be seen', async () => {
      const seen = await busy();
      return seen.busy.length > 0 && seen;
    });
    expect(answer.busy).toEqual([{ bayId: two, ...shown }]);
    expect(answer.ageMs).toBeLessThan(5_000);
    await lab.change(event, { start: '2026-12-01T10:30:00-05:00' });
    await until('the change to be seen', async () => JSON.stringify(await busy()).includes('15:30'));
    await lab.remove(event);
    await until('the end of the event to be seen', async () => (await busy()).busy.length === 0);
    expect(await google()).toMatchObject({ ok: true, connected: true, calendars: 2, mirrored: 2, givenUp: 0 });
  });

  it('is answered from the last mirror when Google is away', async () => {
    scene.answerList();
    const { counted } = await scene.start();
    await lab.put(calendarOf(one), time);
    await until('the event to be seen', async () => (await busy()).busy.length > 0);
    await lab.settings({ faults: { random: [{ rate: 1, fault: { type: 'refusal', status: 503 } }] } });
    await until('a failed reading', async () => (await counted('calendar_readings_total', 'backend')) > 0);
    const answer = await busy();
    expect(answer.busy).toEqual([{ bayId: one, ...shown }]);
  });

  it('is stale while one calendar cannot be read, and says so in /readyz', async () => {
    scene.answerList();
    await lab.settings({ missing: [calendarOf(two)] });
    const { google } = await scene.start();
    await until('the other one to be read', async () => (await busy()).state === 'stale');
    expect(await google()).toMatchObject({ ok: false, required: false, calendars: 2, mirrored: 1 });
  });

  it('is answered within its deadline while Google hangs', async () => {
    scene.answerList();
    await scene.start();
    await until('the first reading', async () => (await busy()).state === 'live');
    await lab.settings({ faults: { random: [{ rate: 1, fault: { type: 'silent' } }] } });
    for (let asked = 0; asked < 5; asked += 1) await busy();
  });
});
