import { createLog, createMetrics, guardMaker, type Metrics } from '@bayline/runtime';
import { type GoogleLab, openGoogleLab } from '../../test/lab.ts';
import { emptyMirror } from '../mirror.ts';
import { readCalendar } from '../reading.ts';
import type { EventDraft } from '../shop-calendars.ts';
import { GoogleCalendars } from './calendar.ts';

const bay = 'bay-1@group.calendar.simulated';
const log = createLog({ service: 'calendar', instanceId: 'calendar-test', level: 'silent' });
const draft: EventDraft = {
  id: '3f2b8a520a3b4c419a522f10a5d3c0aa',
  appointmentId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa',
  version: 1,
  summary: 'Oil change - Dana',
  description: 'Services: oil change',
  location: 'Bay 1',
  start: new Date('2026-11-24T14:00:00Z'),
  end: new Date('2026-11-24T15:00:00Z'),
  zone: 'America/New_York',
  guest: 'dana@example.com',
  standing: true,
};

let lab: GoogleLab;
let metrics: Metrics;

beforeEach(async () => {
  lab = await openGoogleLab();
  metrics = createMetrics('calendar', 'calendar-test');
});
afterEach(async () => {
  await lab.close();
  await metrics.shutdown();
});

function open(deadlineMs = 2_000): GoogleCalendars {
  const access = {
    clientId: lab.env.GOOGLE_CLIENT_ID,
    clientSecret: lab.env.GOOGLE_CLIENT_SECRET,
    refreshToken: lab.env.GOOGLE_REFRESH_TOKEN,
    baseUrl: lab.env.GOOGLE_API_BASE_URL,
    tokenUrl: lab.env.GOOGLE_TOKEN_URL,
    deadlineMs,
    reconnectMs: 60_000,
  };
  return new GoogleCalendars(access, guardMaker(metrics, log), log);
}

/** Makes the event of the draft and gives its etag. */
async function insert(google: GoogleCalendars): Promise<string> {
  const made = await google.insert(bay, draft, true);
  if (made === 'id-taken') throw new Error('the id was taken');
  return made.etag;
}

describe('events at Google', () => {
  it('are written with their times, guest, id and version, and read back', async () => {
    const google = open();
    const etag = await insert(google);
    expect((await lab.state()).events).toEqual([
      expect.objectContaining({
        id: draft.id,
        summary: 'Oil change - Dana',
        start: { dateTime: '2026-11-24T09:00:00-05:00', timeZone: 'America/New_York' },
        attendees: [{ email: 'dana@example.com' }],
        extendedProperties: {
          private: {
            ...{ appointmentId: draft.appointmentId, version: '1', standing: 'yes', calendarId: bay },
            ...{ startsAt: '2026-11-24T14:00:00.000Z', endsAt: '2026-11-24T15:00:00.000Z' },
          },
        },
      }),
    ]);
    expect(await google.get(bay, draft.id)).toEqual({
      id: draft.id,
      etag,
      cancelled: false,
      busy: true,
      start: { at: draft.start },
      end: { at: draft.end },
      appointmentId: draft.appointmentId,
      version: 1,
      written: { calendarId: bay, start: draft.start, end: draft.end },
      standing: true,
    });
    expect(await google.get(bay, 'never')).toBeUndefined();
  });

  it('keep their id for ever', async () => {
    const google = open();
    const etag = await insert(google);
    expect(await google.insert(bay, draft, true)).toBe('id-taken');
    await google.remove(bay, draft.id, etag, true);
    expect(await google.insert(bay, draft, true)).toBe('id-taken');
    expect((await lab.state()).notices.map(({ what }) => what)).toEqual(['insert', 'delete']);
  });

  it('are changed only as they were read', async () => {
    const google = open();
    const etag = await insert(google);
    const marked = await google.mark(bay, draft.id, 2, etag);
    expect(marked).toMatchObject({ version: 2, appointmentId: draft.appointmentId, standing: false });
    expect(await google.mark(bay, draft.id, 3, etag)).toBe('overtaken');
    expect(await google.replace(bay, draft, etag, true)).toBe('overtaken');
    expect(await google.remove(bay, draft.id, etag, true)).toBe('overtaken');
  });

  it('stand again when they are replaced after being deleted', async () => {
    const google = open();
    await google.remove(bay, draft.id, await insert(google), false);
    const deleted = await google.get(bay, draft.id);
    expect(deleted?.cancelled).toBe(true);
    const replaced = await google.replace(bay, { ...draft, version: 2, guest: null }, deleted?.etag ?? '', false);
    expect(replaced).toMatchObject({ cancelled: false, version: 2 });
    expect((await lab.state()).events[0]?.attendees).toEqual([]);
  });

  it('are deleted once; again is done as well', async () => {
    const google = open();
    const etag = await insert(google);
    expect(await google.remove(bay, draft.id, etag, false)).toBe('removed');
    const { etag: latest = '' } = (await google.get(bay, draft.id)) ?? {};
    expect(await google.remove(bay, draft.id, latest, false)).toBe('removed');
    expect(await google.remove(bay, 'never', latest, false)).toBe('removed');
  });

  it('of people are busy unless they are marked free, declined or only say where somebody works', async () => {
    const google = open();
    const time = { start: '2026-11-24T10:00:00-05:00', end: '2026-11-24T11:00:00-05:00' };
    await lab.put(bay, { ...time, summary: 'Inspection' });
    await lab.put(bay, { ...time, transparency: 'transparent' });
    await lab.put(bay, { ...time, eventType: 'workingLocation' });
    await lab.put(bay, { ...time, attendees: [{ email: 'a@b.c', self: true, responseStatus: 'declined' }] });
    await lab.put(bay, { start: '2026-11-26', end: '2026-11-27' });
    const window = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-31T00:00:00Z') };
    const page = await google.page(bay, { window }, null);
    if (page.type !== 'page') throw new Error('no token was given that could expire');
    expect(page.events.map(({ busy }) => busy)).toEqual([true, false, false, false, true]);
    expect(page.events.at(-1)).toMatchObject({ start: { date: '2026-11-26' }, end: { date: '2026-11-27' } });
  });
});

describe('readings', () => {
  const calendar = { shopId: 'shop', bayId: null, calendarId: bay, zone: 'America/New_York' };
  const now = new Date('2026-11-24T12:00:00Z');
  const time = { start: '2026-11-24T10:00:00-05:00', end: '2026-11-24T11:00:00-05:00' };

  it('are full at first, then of changes, then full again when the token has expired', async () => {
    const google = open();
    const id = await lab.put(bay, time);
    const first = await readCalendar(google, calendar, undefined, now);
    expect([...first.events.keys()]).toEqual([id]);
    await lab.remove(id);
    const other = await lab.put(bay, time);
    const second = await readCalendar(google, calendar, first, now);
    expect([second.kind, ...second.events.keys()]).toEqual(['changes', other]);
    await lab.fail({ type: 'refusal', status: 410, reason: 'fullSyncRequired', on: 'events.list' });
    const third = await readCalendar(google, calendar, { ...second, events: emptyMirror }, now);
    expect([third.kind, ...third.events.keys()]).toEqual(['full', other]);
  });

  it('go through every page', async () => {
    const google = open();
    await lab.settings({ mostPerPage: 2 });
    await Promise.all(Array.from({ length: 5 }, () => lab.put(bay, time)));
    const read = await readCalendar(google, calendar, undefined, now);
    expect(read.events.size).toBe(5);
    expect((await lab.state()).requests['events.list']).toBe(3);
  });
});

describe('when Google refuses', () => {
  it.each([
    [{ status: 403 }, 'rate-limit', true],
    [{ status: 403, reason: 'quotaExceeded' }, 'rate-limit', true],
    [{ status: 403, reason: 'forbidden' }, 'forbidden', false],
    [{ status: 429 }, 'rate-limit', true],
    [{ status: 500 }, 'backend', true],
    [{ status: 404 }, 'not-found', false],
    [{ status: 400 }, 'refused', false],
  ])('%j is %s', async (fault, code, retryable) => {
    const google = open();
    await lab.fail({ type: 'refusal', on: 'events.insert', ...fault });
    await expect(google.insert(bay, draft, false)).rejects.toMatchObject({ provider: 'google', code, retryable });
    expect((await lab.state()).requests['events.insert']).toBe(1);
  });

  it('takes a lost answer for a failure, and finds the event at the next try', async () => {
    const google = open();
    await lab.fail({ type: 'lost', on: 'events.insert' });
    await expect(google.insert(bay, draft, false)).rejects.toMatchObject({ code: 'backend' });
    expect(await google.insert(bay, draft, false)).toBe('id-taken');
    expect((await lab.state()).events).toHaveLength(1);
  });

  it('gives up at the deadline, and on a cut connection', async () => {
    const google = open(150);
    await lab.fail({ type: 'silent', on: 'events.get' }, { type: 'reset', on: 'events.insert' });
    await expect(google.get(bay, draft.id)).rejects.toMatchObject({ code: 'deadline', retryable: true });
    await expect(google.insert(bay, draft, false)).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('gives up at the deadline when it is the token that does not come, and comes back', async () => {
    const google = open(150);
    await lab.fail({ type: 'silent', on: 'token' });
    await expect(google.get(bay, draft.id)).rejects.toMatchObject({ code: 'deadline' });
    // The library's own request for a token is given up no later than ours.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await google.get(bay, draft.id)).toBeUndefined();
  });

  it('fetches a new token once when the old one is refused', async () => {
    const google = open();
    await google.get(bay, draft.id);
    await lab.expireTokens();
    expect(await google.get(bay, draft.id)).toBeUndefined();
    expect((await lab.state()).tokensIssued).toBe(2);
    await lab.fail({ type: 'refusal', status: 401 }, { type: 'refusal', status: 401 });
    await expect(google.get(bay, draft.id)).rejects.toMatchObject({ code: 'unauthorized', retryable: true });
  });

  it('is disconnected when consent is gone, and does not ask again at once', async () => {
    const google = open();
    expect(google.connected).toBe(true);
    await lab.settings({ revoked: true });
    await expect(google.get(bay, draft.id)).rejects.toMatchObject({ code: 'disconnected', retryable: false });
    expect(google.connected).toBe(false);
    const { token } = (await lab.state()).requests;
    await expect(google.insert(bay, draft, false)).rejects.toMatchObject({ code: 'disconnected' });
    expect((await lab.state()).requests.token).toBe(token);
  });

  it('counts what went right and wrong, by operation', async () => {
    const google = open();
    await lab.fail({ type: 'refusal', status: 503, on: 'events.get' });
    await google.get(bay, draft.id).catch(() => undefined);
    await google.get(bay, draft.id);
    const { text } = await metrics.scrape();
    const calls = text.split('\n').filter((line) => line.startsWith('provider_calls_total{'));
    expect(calls).toEqual([
      expect.stringMatching(/operation="events.get".*outcome="backend".* 1/),
      expect.stringMatching(/operation="events.get".*outcome="not-found".* 1/),
    ]);
  });
});
