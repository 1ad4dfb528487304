import { calendar, type calendar_v3 } from '@googleapis/calendar';
import { OAuth2Client } from 'google-auth-library';
import type { Simulator } from '../simulator.ts';
import { startGoogle } from './start.ts';

const bay = 'bay-1@group.calendar.simulated';
const nine = { dateTime: '2026-11-24T09:00:00-05:00', timeZone: 'America/New_York' };
const ten = { dateTime: '2026-11-24T10:00:00-05:00', timeZone: 'America/New_York' };
const visit = { summary: 'Oil change', start: nine, end: ten };

let google: Simulator;
let api: calendar_v3.Calendar;

beforeEach(async () => {
  google = await startGoogle({ latency: { ms: 0 }, tokenLatency: { ms: 0 } });
  api = client({});
});
afterEach(() => google.close());

function client(options: { refreshToken?: string; forceRefreshOnFailure?: boolean }): calendar_v3.Calendar {
  const auth = new OAuth2Client({
    clientId: google.env.GOOGLE_CLIENT_ID ?? '',
    clientSecret: google.env.GOOGLE_CLIENT_SECRET ?? '',
    endpoints: { oauth2TokenUrl: google.env.GOOGLE_TOKEN_URL ?? '' },
    forceRefreshOnFailure: options.forceRefreshOnFailure ?? false,
  });
  auth.setCredentials({ refresh_token: options.refreshToken ?? google.env.GOOGLE_REFRESH_TOKEN ?? '' });
  return calendar({ version: 'v3', auth, rootUrl: `${google.url}/`, retry: false });
}

async function lab(path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${google.url}/lab/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

function settings(change: object): Promise<unknown> {
  return lab('settings', 'PUT', change);
}

/** Status and reason of a failed request, as a client reads them. */
async function refused(request: Promise<unknown>): Promise<{ status?: number; reason?: string }> {
  try {
    await request;
  } catch (error) {
    const { status, response } = error as {
      status?: number;
      response?: { data?: { error?: { errors?: { reason?: string }[] } } };
    };
    return { status, reason: response?.data?.error?.errors?.[0]?.reason } as { status?: number; reason?: string };
  }
  throw new Error('it was not refused');
}

function askToken(form: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({
    client_id: google.env.GOOGLE_CLIENT_ID ?? '',
    client_secret: google.env.GOOGLE_CLIENT_SECRET ?? '',
    refresh_token: google.env.GOOGLE_REFRESH_TOKEN ?? '',
    grant_type: 'refresh_token',
    ...form,
  });
  return fetch(`${google.url}/token`, { method: 'POST', body });
}

async function listed(params: object): Promise<calendar_v3.Schema$Events> {
  return (await api.events.list({ calendarId: bay, ...params })).data;
}

describe('events', () => {
  it('are made under the id the client chose, and given back as Google does', async () => {
    const made = await api.events.insert({
      calendarId: bay,
      requestBody: {
        ...visit,
        id: 'abc123',
        start: { dateTime: '2026-11-24T14:00:00Z', timeZone: 'America/New_York' },
        extendedProperties: { private: { version: '1' } },
      },
    });
    expect(made.data).toMatchObject({
      kind: 'calendar#event',
      id: 'abc123',
      status: 'confirmed',
      sequence: 0,
      start: nine,
      extendedProperties: { private: { version: '1' } },
    });
    expect(made.data.etag).toMatch(/^"\d+"$/);
    expect((await api.events.get({ calendarId: bay, eventId: 'abc123' })).data).toEqual(made.data);
  });

  it('tell their etag in a header too', async () => {
    const made = await api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'abc123' } });
    const { access_token } = (await (await askToken({})).json()) as { access_token: string };
    const url = `${google.url}/calendar/v3/calendars/${encodeURIComponent(bay)}/events/abc123`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${access_token}` } });
    expect(response.headers.get('etag')).toBe(made.data.etag);
  });

  it('are patched field by field, their lists as a whole, and get a new etag', async () => {
    const private_ = { version: '1', appointmentId: 'a' };
    const made = await api.events.insert({
      calendarId: bay,
      requestBody: { ...visit, description: 'Bring it early', extendedProperties: { private: private_ } },
    });
    const patched = await api.events.patch({
      calendarId: bay,
      eventId: made.data.id ?? '',
      requestBody: { description: null, start: nine, end: ten, extendedProperties: { private: { version: '2' } } },
    });
    expect(patched.data.extendedProperties).toEqual({ private: { version: '2', appointmentId: 'a' } });
    expect(patched.data).not.toHaveProperty('description');
    expect(patched.data.sequence).toBe(0);
    expect(patched.data.etag).not.toBe(made.data.etag);
  });

  it('are replaced by update, and count a new sequence when moved', async () => {
    const made = await api.events.insert({ calendarId: bay, requestBody: { ...visit, location: 'Bay 1' } });
    const updated = await api.events.update({
      calendarId: bay,
      eventId: made.data.id ?? '',
      requestBody: { ...visit, start: ten, end: { ...ten, dateTime: '2026-11-24T11:00:00-05:00' } },
    });
    expect(updated.data).not.toHaveProperty('location');
    expect(updated.data).toMatchObject({ sequence: 1, created: made.data.created });
  });

  it('change only for who has seen their latest etag', async () => {
    const made = await api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'abc123' } });
    const target = { calendarId: bay, eventId: 'abc123' };
    const fresh = { headers: { 'If-Match': made.data.etag ?? '' } };
    await api.events.patch({ ...target, requestBody: { summary: 'Brakes' } }, fresh);
    const stale = { status: 412, reason: 'conditionNotMet' };
    expect(await refused(api.events.patch({ ...target, requestBody: {} }, fresh))).toEqual(stale);
    expect(await refused(api.events.update({ ...target, requestBody: visit }, fresh))).toEqual(stale);
    expect(await refused(api.events.delete(target, fresh))).toEqual(stale);
    const { etag } = (await api.events.get(target)).data;
    expect((await api.events.get(target, { headers: { 'If-None-Match': etag ?? '' } })).status).toBe(304);
  });

  it('keep their id when they are deleted: 410, 409, and back again by a patch', async () => {
    await api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'abc123' } });
    const target = { calendarId: bay, eventId: 'abc123' };
    expect((await api.events.delete(target)).status).toBe(204);
    expect(await refused(api.events.delete(target))).toEqual({ status: 410, reason: 'deleted' });
    expect((await api.events.get(target)).data.status).toBe('cancelled');
    const again = api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'abc123' } });
    expect(await refused(again)).toEqual({ status: 409, reason: 'duplicate' });
    await api.events.patch({ ...target, requestBody: { status: 'confirmed' } });
    expect((await api.events.get(target)).data.status).toBe('confirmed');
  });

  it('move to another calendar under their id', async () => {
    await api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'abc123' } });
    const destination = 'bay-2@group.calendar.simulated';
    await api.events.move({ calendarId: bay, eventId: 'abc123', destination });
    expect((await api.events.get({ calendarId: destination, eventId: 'abc123' })).data.status).toBe('confirmed');
    expect((await api.events.get({ calendarId: bay, eventId: 'abc123' })).data.status).toBe('cancelled');
  });

  it.each([
    ['an illegal id', { ...visit, id: 'XYZ-1' }, 400, 'invalid'],
    ['an id beside an iCalUID', { ...visit, id: 'abc123', iCalUID: 'x@y' }, 400, 'invalid'],
    ['no start', { end: ten }, 400, 'required'],
    ['no end', { start: nine }, 400, 'required'],
    ['an end before its start', { start: ten, end: nine }, 400, 'timeRangeEmpty'],
    ['a time without offset or zone', { start: { dateTime: '2026-11-24T09:00:00' }, end: ten }, 400, 'badRequest'],
    ['a time that is none', { start: { dateTime: 'nineZ' }, end: ten }, 400, 'invalid'],
    ['a day beside a time', { start: { date: '2026-11-24' }, end: ten }, 400, 'invalid'],
    ['a recurrence', { ...visit, recurrence: ['RRULE:FREQ=DAILY'] }, 400, 'badRequest'],
    ['a field of the wrong type', { ...visit, transparency: 'glass' }, 400, 'invalid'],
  ])('are refused with %s', async (_what, requestBody, status, reason) => {
    expect(await refused(api.events.insert({ calendarId: bay, requestBody }))).toEqual({ status, reason });
  });

  it('tell their guests only when asked to', async () => {
    const requestBody = { ...visit, id: 'abc123', attendees: [{ email: 'dana@example.com' }] };
    await api.events.insert({ calendarId: bay, sendUpdates: 'all', requestBody });
    await api.events.patch({ calendarId: bay, eventId: 'abc123', requestBody: { summary: 'Brakes' } });
    await api.events.delete({ calendarId: bay, eventId: 'abc123', sendUpdates: 'all' });
    const { notices } = await lab('state');
    const notice = { calendarId: bay, eventId: 'abc123', guests: ['dana@example.com'] };
    expect(notices).toEqual([
      { ...notice, what: 'insert' },
      { ...notice, what: 'delete' },
    ]);
    const wrong = api.events.delete({ calendarId: bay, eventId: 'abc123', sendUpdates: 'some' });
    expect(await refused(wrong)).toEqual({ status: 400, reason: 'invalid' });
  });
});

describe('listing', () => {
  async function fill(count: number): Promise<void> {
    for (let hour = 0; hour < count; hour += 1) {
      const at = (from: number) => ({ dateTime: new Date(Date.UTC(2026, 10, 24, 20 - from)).toISOString() });
      await api.events.insert({
        calendarId: bay,
        requestBody: { id: `event${hour}`, start: at(hour), end: at(hour - 1) },
      });
    }
  }

  it('gives pages, and a sync token on the last', async () => {
    await fill(5);
    const first = await listed({ maxResults: 2, singleEvents: true, orderBy: 'startTime' });
    expect(first.items?.map(({ id }) => id)).toEqual(['event4', 'event3']);
    expect(first.nextSyncToken).toBeUndefined();
    const paged = { maxResults: 2, singleEvents: true, orderBy: 'startTime' };
    const second = await listed({ ...paged, pageToken: first.nextPageToken });
    const third = await listed({ ...paged, pageToken: second.nextPageToken });
    expect(third.items?.map(({ id }) => id)).toEqual(['event0']);
    expect(third.nextPageToken).toBeUndefined();
    expect(third.nextSyncToken).toEqual(expect.any(String));
  });

  it('filters by time, words and properties', async () => {
    await fill(3);
    const extendedProperties = { private: { appointmentId: 'a=1' } };
    await api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'ours1', extendedProperties } });
    const timeMin = '2026-11-24T18:30:00Z';
    const ids = async (params: object) => ((await listed(params)).items ?? []).map(({ id }) => id);
    expect(await ids({ timeMin, timeMax: '2026-11-24T19:30:00Z' })).toEqual(['event1', 'event2']);
    expect(await ids({ q: 'OIL' })).toEqual(['ours1']);
    expect(await ids({ privateExtendedProperty: ['appointmentId=a=1'] })).toEqual(['ours1']);
    expect(await ids({ sharedExtendedProperty: ['appointmentId=a=1'] })).toEqual([]);
    expect(await ids({ updatedMin: '2199-01-01T00:00:00Z' })).toEqual([]);
    await api.events.delete({ calendarId: bay, eventId: 'ours1' });
    expect(await ids({})).not.toContain('ours1');
    expect(await ids({ showDeleted: true })).toContain('ours1');
  });

  it('shows with a sync token only what changed, deletions too', async () => {
    await fill(2);
    const { nextSyncToken } = await listed({ timeMin: '2026-01-01T00:00:00Z', singleEvents: true });
    await api.events.patch({ calendarId: bay, eventId: 'event1', requestBody: { summary: 'Later' } });
    await api.events.delete({ calendarId: bay, eventId: 'event0' });
    const changed = await listed({ syncToken: nextSyncToken, maxResults: 1 });
    expect(changed.items).toEqual([expect.objectContaining({ id: 'event1', summary: 'Later' })]);
    const rest = await listed({ syncToken: nextSyncToken, maxResults: 1, pageToken: changed.nextPageToken });
    expect(rest.items).toEqual([expect.objectContaining({ id: 'event0', status: 'cancelled' })]);
    expect((await listed({ syncToken: rest.nextSyncToken })).items).toEqual([]);
  });

  it('asks for a full sync when the token is too old', async () => {
    const { nextSyncToken } = await listed({});
    await settings({ syncTokenLifeMs: 0 });
    // The token's age is counted in whole milliseconds of the wall clock.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await refused(listed({ syncToken: nextSyncToken }))).toEqual({ status: 410, reason: 'fullSyncRequired' });
  });

  it.each([
    ['an order that needs single events', { orderBy: 'startTime' }, 'badRequest'],
    ['an empty range', { timeMin: '2026-11-24T10:00:00Z', timeMax: '2026-11-24T10:00:00Z' }, 'timeRangeEmpty'],
    ['a sync token beside a filter', { syncToken: 'x', timeMin: '2026-11-24T10:00:00Z' }, 'badRequest'],
    ['a sync token that hides deletions', { syncToken: 'x', showDeleted: false }, 'badRequest'],
    ['a sync token that is none', { syncToken: 'x' }, 'invalid'],
    ['a page token that is none', { pageToken: 'x' }, 'invalid'],
    ['too many results', { maxResults: 2501 }, 'invalid'],
  ])('refuses %s', async (_what, params, reason) => {
    expect(await refused(listed(params))).toEqual({ status: 400, reason });
  });
});

describe('free and busy', () => {
  const timeMin = '2026-11-24T12:00:00Z';
  const timeMax = '2026-11-25T12:00:00Z';

  async function busy(ids: string[]): Promise<calendar_v3.Schema$FreeBusyResponse['calendars']> {
    const items = ids.map((id) => ({ id }));
    return (await api.freebusy.query({ requestBody: { timeMin, timeMax, items } })).data.calendars;
  }

  it('merges what is busy and leaves out what is transparent or cancelled', async () => {
    const insert = (requestBody: object) => api.events.insert({ calendarId: bay, requestBody });
    await insert(visit);
    await insert({ start: ten, end: { dateTime: '2026-11-24T11:00:00-05:00' }, status: 'tentative' });
    await insert({ start: { date: '2026-11-25' }, end: { date: '2026-11-26' }, transparency: 'transparent' });
    expect(await busy([bay])).toEqual({
      [bay]: { busy: [{ start: '2026-11-24T14:00:00Z', end: '2026-11-24T16:00:00Z' }] },
    });
  });

  it('counts a whole day from midnight in the zone of the calendar', async () => {
    const requestBody = { start: { date: '2026-11-24' }, end: { date: '2026-11-25' } };
    await api.events.insert({ calendarId: bay, requestBody });
    expect(await busy([bay])).toEqual({ [bay]: { busy: [{ start: timeMin, end: '2026-11-25T05:00:00Z' }] } });
  });

  it('tells inside a 200 what fails for one calendar', async () => {
    await settings({ failing: ['bay-2@group.calendar.simulated'] });
    const failed = (reason: string) => ({ busy: [], errors: [{ domain: 'global', reason }] });
    expect(await busy([bay, 'gone@example.com', 'bay-2@group.calendar.simulated'])).toEqual({
      [bay]: { busy: [] },
      'gone@example.com': failed('notFound'),
      'bay-2@group.calendar.simulated': failed('internalError'),
    });
    const many = await busy(Array.from({ length: 51 }, (_, index) => `bay-${index}@group.calendar.simulated`));
    expect(many?.['bay-50@group.calendar.simulated']).toEqual(failed('tooManyCalendarsRequested'));
  });

  it('refuses an empty range, and one over more than three months', async () => {
    const ask = (to: string) => refused(api.freebusy.query({ requestBody: { timeMin, timeMax: to, items: [] } }));
    expect(await ask(timeMin)).toEqual({ status: 400, reason: 'timeRangeEmpty' });
    expect(await ask('2027-11-25T12:00:00Z')).toEqual({ status: 400, reason: 'timeRangeTooLong' });
    expect(await ask('soon')).toEqual({ status: 400, reason: 'badRequest' });
  });
});

describe('calendars', () => {
  it('are listed and read; one that is missing or read-only says so', async () => {
    await listed({});
    expect((await api.calendarList.list()).data.items).toEqual([
      expect.objectContaining({ id: bay, timeZone: 'America/New_York' }),
    ]);
    expect((await api.calendars.get({ calendarId: bay })).data).toMatchObject({ kind: 'calendar#calendar', id: bay });
    expect(await refused(api.events.list({ calendarId: 'someone@example.com' }))).toEqual({
      status: 404,
      reason: 'notFound',
    });
    await settings({ readOnly: [bay] });
    const write = api.events.insert({ calendarId: bay, requestBody: visit });
    expect(await refused(write)).toEqual({ status: 403, reason: 'requiredAccessLevel' });
    await settings({ missing: [bay] });
    expect(await refused(listed({}))).toEqual({ status: 404, reason: 'notFound' });
  });
});

describe('tokens', () => {
  it('are fetched with the refresh token, and forgotten ones are answered 401', async () => {
    await listed({});
    await lab('expire-tokens', 'POST');
    expect(await refused(listed({}))).toEqual({ status: 401, reason: 'authError' });
    api = client({ forceRefreshOnFailure: true });
    await listed({});
    await lab('expire-tokens', 'POST');
    await listed({});
    expect((await lab('state')).tokensIssued).toBe(3);
  });

  it('are not given to another client, another grant, or after consent was withdrawn', async () => {
    const post = async (form: Record<string, string>) => {
      const response = await askToken(form);
      return [response.status, ((await response.json()) as { error?: string }).error];
    };
    expect(await post({})).toEqual([200, undefined]);
    expect(await post({ client_secret: 'wrong' })).toEqual([401, 'invalid_client']);
    expect(await post({ grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
    expect(await post({ refresh_token: 'another' })).toEqual([400, 'invalid_grant']);
    await settings({ revoked: true });
    await expect(client({}).calendarList.list()).rejects.toThrow('invalid_grant');
  });
});

describe('faults', () => {
  const insert = () => api.events.insert({ calendarId: bay, requestBody: { ...visit, id: 'abc123' } });
  const next = (...faults: object[]) => settings({ faults: { next: faults } });

  it.each([
    [{ status: 401 }, 'authError'],
    [{ status: 403 }, 'rateLimitExceeded'],
    [{ status: 403, reason: 'quotaExceeded' }, 'quotaExceeded'],
    [{ status: 403, reason: 'forbiddenForNonOrganizer' }, 'forbiddenForNonOrganizer'],
    [{ status: 429 }, 'rateLimitExceeded'],
    [{ status: 404 }, 'notFound'],
    [{ status: 409 }, 'duplicate'],
    [{ status: 410 }, 'deleted'],
    [{ status: 410, reason: 'fullSyncRequired' }, 'fullSyncRequired'],
    [{ status: 412 }, 'conditionNotMet'],
    [{ status: 400 }, 'badRequest'],
    [{ status: 503 }, 'backendError'],
  ])('refuses once as told: %j', async (fault, reason) => {
    await next({ type: 'refusal', ...fault });
    expect(await refused(insert())).toEqual({ status: fault.status, reason });
  });

  it('happen to the operation they name', async () => {
    await next({ type: 'refusal', status: 503, on: 'events.insert' });
    await listed({});
    expect((await refused(insert())).status).toBe(503);
    await insert();
  });

  it('may be told after the work was done', async () => {
    await next({ type: 'lost', on: 'events.insert' });
    expect((await refused(insert())).status).toBe(503);
    expect(await refused(insert())).toEqual({ status: 409, reason: 'duplicate' });
  });

  it('may be no answer at all, or a cut connection', async () => {
    await next(
      { type: 'silent', on: 'events.insert' },
      { type: 'slow', on: 'events.get' },
      { type: 'reset', on: 'events.list' },
    );
    await expect(api.events.insert({ calendarId: bay, requestBody: visit }, { timeout: 100 })).rejects.toThrow();
    await expect(api.events.get({ calendarId: bay, eventId: 'x' }, { timeout: 100 })).rejects.toThrow();
    await expect(listed({})).rejects.toThrow();
    expect((await lab('state')).events).toEqual([]);
  });

  it('turn broken JSON away', async () => {
    const path = `calendar/v3/calendars/${encodeURIComponent(bay)}/events`;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${google.url}/${path}`, { method: 'POST', headers, body: '{' });
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: expect.anything() }),
    ]);
  });
});

describe('the people of the shop', () => {
  it('put events in, change and delete them', async () => {
    const made = await lab('events', 'POST', {
      calendarId: bay,
      summary: 'Lunch',
      start: '2026-11-24',
      end: '2026-11-25',
    });
    expect(made).toMatchObject({ summary: 'Lunch', start: { date: '2026-11-24' } });
    await lab(`events/${made.id}`, 'PATCH', { summary: 'Long lunch' });
    expect(((await listed({})).items ?? []).map(({ summary }) => summary)).toEqual(['Long lunch']);
    const start = '2026-11-24T12:00:00-05:00';
    await lab(`events/${made.id}?calendarId=${bay}`, 'PATCH', { start, end: '2026-11-24T13:00:00-05:00' });
    await lab(`events/${made.id}`, 'DELETE');
    const { events, deleted } = await lab(`state?calendarId=${bay}`);
    expect([events, deleted]).toEqual([[], [expect.objectContaining({ summary: 'Long lunch' })]]);
  });

  it('are told what is wrong', async () => {
    expect(await lab('events/nothing', 'DELETE')).toEqual({ problem: 'Not Found' });
    expect(await lab('events', 'POST', { calendarId: bay })).toHaveProperty('problem');
  });
});
