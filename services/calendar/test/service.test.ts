import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppointmentRow,
  appointmentBooked,
  appointmentCancelled,
  appointmentMoved,
  calendarBusy,
  calendarList,
} from '@bayline/contracts';
import { type RunningServer, silent, startNats, until } from '@bayline/local';
import type { Bus, Running } from '@bayline/runtime';
import { eventIdOf } from '../src/appointment-event.ts';
import { startCalendar } from '../src/service.ts';
import { type GoogleLab, openGoogleLab } from './lab.ts';
import { openRoom, type TestRoom } from './room.ts';

const shopId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001';
const bays = ['3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b1', '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b2'];
const [one = '', two = ''] = bays;
const calendarOf = (bayId: string) => `bay-${bayId.slice(-1)}@group.calendar.simulated`;

let nats: RunningServer;
let directory: string;
let lab: GoogleLab;
let crmTools: Bus;
let rooms: TestRoom[] = [];
const running: Running[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'bayline-calendar-'));
  nats = await startNats(directory, silent);
});
afterAll(async () => {
  await nats.stop();
  rmSync(directory, { recursive: true });
});

beforeEach(async () => {
  lab = await openGoogleLab();
  crmTools = (await open('crm-tools-0001')).room.bus;
  await crmTools.ensureStreams();
});
afterEach(async () => {
  await stop();
  for (const room of rooms) await room.close();
  rooms = [];
  await lab.close();
});

async function open(instanceId: string): Promise<TestRoom> {
  const room = await openRoom(instanceId, {
    BAYLINE_CLOCK_OFFSET_MS: String(Date.parse('2026-11-23T15:00:00Z') - Date.now()),
    ...lab.env,
    NATS_URL: nats.url,
    GOOGLE_SYNC_MS: '100',
    GOOGLE_DEADLINE_MS: '1000',
  });
  rooms.push(room);
  return room;
}

async function start(instanceId = 'calendar-0001'): Promise<TestRoom> {
  const room = await open(instanceId);
  running.push(await startCalendar(room.room));
  return room;
}

async function stop(): Promise<void> {
  for (const service of running.splice(0)) {
    await service.drain?.();
    await service.close?.();
  }
}

function answerList(bayIds: readonly (string | null)[] = bays): void {
  const calendars = bayIds.map((bayId) => ({
    shopId,
    bayId,
    calendarId: calendarOf(bayId ?? 'shop-0'),
    zone: 'America/New_York',
    shopName: 'Bayline Motors',
  }));
  crmTools.answer(calendarList, () => ({ calendars }));
}

function row(appointmentId: string, change: Partial<AppointmentRow> = {}): AppointmentRow {
  return {
    appointmentId,
    shopId,
    version: 1,
    bayId: one,
    bayName: 'Bay 1',
    zone: 'America/New_York',
    start: '2026-12-01T09:00:00-05:00',
    end: '2026-12-01T10:00:00-05:00',
    services: ['oil change'],
    vehicle: '2018 Subaru Outback',
    customerFirstName: 'Dana',
    customerEmail: null,
    customerPhone: null,
    notes: null,
    callId: null,
    at: '2026-11-23T15:00:00Z',
    ...change,
  };
}

/** What stands of an appointment: `bay-1 v2`. */
async function standing(appointmentId: string): Promise<string[]> {
  const { events } = await lab.state();
  return events
    .filter(({ id }) => id === eventIdOf(appointmentId))
    .map(
      ({ calendarId, extendedProperties }) => `${calendarId.split('@')[0]} v${extendedProperties?.private?.version}`,
    );
}

function stands(appointmentId: string, ...expected: string[]): Promise<unknown> {
  return until(`${expected.join() || 'nothing'} to stand`, async () => {
    return JSON.stringify(await standing(appointmentId)) === JSON.stringify(expected);
  });
}

function busy(): Promise<{ state: string; ageMs: number | null; busy: object[] }> {
  const day = { from: '2026-12-01T00:00:00-05:00', to: '2026-12-02T00:00:00-05:00' };
  return crmTools.ask(calendarBusy, { shopId, ...day });
}

describe('appointments', () => {
  it('become events, move with them from bay to bay, and go with them', async () => {
    answerList();
    await start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await stands(id, 'bay-1 v1');
    const [event] = (await lab.state()).events;
    expect(event?.summary).toBe('Oil change - 2018 Subaru Outback - Dana');
    await crmTools.record(appointmentMoved, id, row(id, { version: 2, bayId: two, bayName: 'Bay 2' }));
    await stands(id, 'bay-2 v2');
    await crmTools.record(appointmentCancelled, id, row(id, { version: 3, bayId: two, bayName: 'Bay 2' }));
    await stands(id);
  });

  it('invite the customer whose e-mail is known', async () => {
    answerList([null]);
    await start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id, { customerEmail: 'dana@example.com' }));
    await stands(id, 'bay-0 v1');
    expect((await lab.state()).notices).toEqual([
      expect.objectContaining({ what: 'insert', guests: ['dana@example.com'] }),
    ]);
  });

  it('wait for a Google that is down, and are written once when it is back', async () => {
    answerList();
    const { counted } = await start();
    const id = randomUUID();
    await lab.fail({ type: 'refusal', status: 503, on: 'events.insert' }, { type: 'lost', on: 'events.insert' });
    await crmTools.record(appointmentBooked, id, row(id));
    await stands(id, 'bay-1 v1');
    await until('two retries', async () => (await counted('calendar_retries_total', 'insert')) === 2);
    expect((await lab.state()).events.filter((event) => event.id === eventIdOf(id))).toHaveLength(1);
  });

  it('are put off while Google is disconnected, and given up where they can never be written', async () => {
    answerList();
    await lab.settings({ revoked: true, readOnly: [calendarOf(two)] });
    const { google, counted } = await start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await until('the fact to be put off', async () => (await counted('calendar_appointments_total', 'put-off')) > 0);
    expect(await google()).toMatchObject({ ok: false, connected: false, givenUp: 0 });

    await lab.settings({ revoked: false });
    await stop();
    const { google: nextGoogle } = await start('calendar-0002');
    const readOnly = randomUUID();
    await crmTools.record(appointmentBooked, readOnly, row(readOnly, { bayId: two }));
    await until('the fact to be given up', async () => (await nextGoogle()).givenUp === 1);
    await stands(id, 'bay-1 v1');
    await stands(readOnly);
  });

  it('wait until crm-tools has said which calendars there are', async () => {
    await start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    expect((await busy()).state).toBe('none');
    answerList();
    await stands(id, 'bay-1 v1');
  });

  it('of a shop without calendars are left alone', async () => {
    answerList([]);
    const { counted } = await start();
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await until(
      'the fact to be heard',
      async () => (await counted('calendar_appointments_total', 'no-calendar')) === 1,
    );
  });

  it('are written once by several instances', async () => {
    answerList();
    await start('calendar-0001');
    await start('calendar-0002');
    const ids = Array.from({ length: 10 }, () => randomUUID());
    for (const id of ids) {
      await crmTools.record(appointmentBooked, id, row(id));
      await crmTools.record(appointmentMoved, id, row(id, { version: 2, bayId: two }));
      await crmTools.record(appointmentMoved, id, row(id, { version: 3, bayId: one }));
    }
    for (const id of ids) await stands(id, 'bay-1 v3');
  });
});

describe('what is busy', () => {
  const time = { start: '2026-12-01T10:00:00-05:00', end: '2026-12-01T11:00:00-05:00' };
  const shown = { start: '2026-12-01T15:00:00.000Z', end: '2026-12-01T16:00:00.000Z' };

  it('are the events of people, as they come, change and go; never ours', async () => {
    answerList();
    const { google } = await start();
    await until('the first reading', async () => (await busy()).state === 'live');
    const id = randomUUID();
    await crmTools.record(appointmentBooked, id, row(id));
    await stands(id, 'bay-1 v1');

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
    answerList();
    const { counted } = await start();
    await lab.put(calendarOf(one), time);
    await until('the event to be seen', async () => (await busy()).busy.length > 0);
    await lab.settings({ faults: { random: [{ rate: 1, fault: { type: 'refusal', status: 503 } }] } });
    await until('a failed reading', async () => (await counted('calendar_readings_total', 'backend')) > 0);
    const answer = await busy();
    expect(answer.busy).toEqual([{ bayId: one, ...shown }]);
  });

  it('is stale while one calendar cannot be read, and says so in /readyz', async () => {
    answerList();
    await lab.settings({ missing: [calendarOf(two)] });
    const { google } = await start();
    await until('the other one to be read', async () => (await busy()).state === 'stale');
    expect(await google()).toMatchObject({ ok: false, required: false, calendars: 2, mirrored: 1 });
  });

  it('is answered within its deadline while Google hangs', async () => {
    answerList();
    await start();
    await until('the first reading', async () => (await busy()).state === 'live');
    await lab.settings({ faults: { random: [{ rate: 1, fault: { type: 'silent' } }] } });
    for (let asked = 0; asked < 5; asked += 1) await busy();
  });
});
