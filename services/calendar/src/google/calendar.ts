/** The shops' calendars at Google: Calendar v3 with an OAuth refresh token, through the vendor's own SDK. */

import { type FaultPoint, type Guard, type GuardMaker, type Log, ProviderError } from '@bayline/runtime';
import { calendar, type calendar_v3 } from '@googleapis/calendar';
import { OAuth2Client } from 'google-auth-library';
import type { CalendarFaultPoint } from '../config.ts';
import { type FailureCode, failureOf, providerError } from '../failure.ts';
import type {
  CalendarEvent,
  EventDraft,
  LiveCalendars,
  Overtaken,
  Page,
  Reading,
  ShopCalendars,
  Window,
} from '../shop-calendars.ts';
import { bodyOf, markOf, readBusy, readEvent, readPage, refusalOf } from './wire.ts';

export interface GoogleAccess {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly refreshToken: string | undefined;
  /** Undefined means Google's own. */
  readonly baseUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly deadlineMs: number;
  /** Consent that is gone is looked for again after so long. */
  readonly reconnectMs: number;
}

type Operation = 'events.get' | 'events.insert' | 'events.patch' | 'events.delete' | 'events.list' | 'freebusy.query';

const WRITES: ReadonlySet<Operation> = new Set(['events.insert', 'events.patch', 'events.delete']);
const PAGE_SIZE = 2_500;
/** A caller waits for it. */
const LIVE_DEADLINE_MS = 800;

interface RequestOptions {
  readonly signal: AbortSignal;
  /** The SDK retries some methods by itself and others never; we do it for all alike. */
  readonly retry: false;
  readonly headers?: Record<string, string>;
}

/** What the adapter tells beside its answers. */
export interface GoogleWatch {
  /** Consent is good, or is gone: told when it is first known and whenever it changes. */
  readonly onConnection?: (state: 'connected' | 'disconnected') => void;
  readonly reached?: FaultPoint<CalendarFaultPoint>;
}

export class GoogleCalendars implements ShopCalendars, LiveCalendars {
  readonly #api: calendar_v3.Calendar;
  readonly #oauth: OAuth2Client;
  readonly #access: GoogleAccess;
  readonly #guards: Record<Operation, Guard>;
  readonly #log: Log;
  readonly #watch: GoogleWatch;
  #told: 'connected' | 'disconnected' | undefined;
  /** Monotonic time of the latest proof that consent is gone; undefined while connected. */
  #disconnectedAt: number | undefined;

  constructor(access: GoogleAccess, guard: GuardMaker, log: Log, watch: GoogleWatch = {}) {
    const { clientId, clientSecret, tokenUrl, baseUrl, deadlineMs } = access;
    this.#access = access;
    this.#log = log;
    this.#watch = watch;
    this.#oauth = new OAuth2Client({
      ...(clientId === undefined ? {} : { clientId }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(tokenUrl === undefined ? {} : { endpoints: { oauth2TokenUrl: tokenUrl } }),
      // Requests for tokens know no signal: without a timeout a silent token endpoint would hold up everything behind it.
      transporterOptions: { timeout: deadlineMs },
    });
    this.#forgetToken();
    this.#api = calendar({
      version: 'v3',
      auth: this.#oauth,
      ...(baseUrl === undefined ? {} : { rootUrl: `${new URL(baseUrl).origin}/` }),
    });
    const guardOf = (operation: Operation): Guard => guard({ provider: 'google', operation, deadlineMs });
    this.#guards = {
      'events.get': guardOf('events.get'),
      'events.insert': guardOf('events.insert'),
      'events.patch': guardOf('events.patch'),
      'events.delete': guardOf('events.delete'),
      'events.list': guardOf('events.list'),
      'freebusy.query': guard({ provider: 'google', operation: 'freebusy.query', deadlineMs: LIVE_DEADLINE_MS }),
    };
  }

  /** False once Google has said that consent is gone, until a token was given again. */
  get connected(): boolean {
    return this.#disconnectedAt === undefined;
  }

  async get(calendarId: string, eventId: string): Promise<CalendarEvent | undefined> {
    const found = this.#call(
      'events.get',
      (options) => this.#api.events.get({ calendarId, eventId }, options),
      readEvent,
    );
    return orElse(found, { 'not-found': undefined });
  }

  async insert(calendarId: string, draft: EventDraft, notify: boolean): Promise<CalendarEvent | 'id-taken'> {
    const requestBody = { id: draft.id, ...bodyOf(draft, calendarId) };
    const made = this.#call(
      'events.insert',
      (options) => this.#api.events.insert({ calendarId, sendUpdates: sendUpdates(notify), requestBody }, options),
      readEvent,
    );
    return orElse(made, { 'id-taken': 'id-taken' as const });
  }

  replace(calendarId: string, draft: EventDraft, etag: string, notify: boolean): Promise<CalendarEvent | Overtaken> {
    return this.#patch(calendarId, draft.id, bodyOf(draft, calendarId), etag, notify);
  }

  mark(calendarId: string, eventId: string, version: number, etag: string): Promise<CalendarEvent | Overtaken> {
    const body = { extendedProperties: { private: markOf(version, false) } };
    return this.#patch(calendarId, eventId, body, etag, false);
  }

  async remove(calendarId: string, eventId: string, etag: string, notify: boolean): Promise<'removed' | Overtaken> {
    const removed = this.#call(
      'events.delete',
      (options) =>
        this.#api.events.delete(
          { calendarId, eventId, sendUpdates: sendUpdates(notify) },
          { ...options, headers: { 'If-Match': etag } },
        ),
      () => 'removed' as const,
    );
    return orElse(removed, { deleted: 'removed', 'not-found': 'removed', overtaken: 'overtaken' });
  }

  async page(calendarId: string, reading: Reading, pageToken: string | null): Promise<Page> {
    const what =
      'syncToken' in reading
        ? { syncToken: reading.syncToken }
        : { timeMin: reading.window.from.toISOString(), timeMax: reading.window.to.toISOString() };
    const query = { calendarId, singleEvents: true, maxResults: PAGE_SIZE, ...what };
    const listed = this.#call(
      'events.list',
      (options) => this.#api.events.list(pageToken === null ? query : { ...query, pageToken }, options),
      readPage,
    );
    return orElse(listed, { 'token-expired': { type: 'token-expired' as const } });
  }

  busyNow(calendarId: string, { from, to }: Window): Promise<readonly { from: Date; to: Date }[]> {
    const requestBody = { timeMin: from.toISOString(), timeMax: to.toISOString(), items: [{ id: calendarId }] };
    return this.#call(
      'freebusy.query',
      (options) => this.#api.freebusy.query({ requestBody }, options),
      (data) => readBusy(data, calendarId),
    );
  }

  #patch(
    calendarId: string,
    eventId: string,
    requestBody: calendar_v3.Schema$Event,
    etag: string,
    notify: boolean,
  ): Promise<CalendarEvent | Overtaken> {
    const patched = this.#call(
      'events.patch',
      (options) =>
        this.#api.events.patch(
          { calendarId, eventId, sendUpdates: sendUpdates(notify), requestBody },
          { ...options, headers: { 'If-Match': etag } },
        ),
      readEvent,
    );
    return orElse(patched, { overtaken: 'overtaken' as const });
  }

  /** One request within its deadline; a token that is refused is replaced once. */
  async #call<T>(
    operation: Operation,
    request: (options: RequestOptions) => Promise<{ data: unknown }>,
    read: (data: unknown) => T,
  ): Promise<T> {
    this.#refuseWhileDisconnected();
    return this.#guards[operation].run(async (signal) => {
      const send = (): Promise<{ data: unknown }> => request({ signal, retry: false });
      if (WRITES.has(operation)) this.#watch.reached?.('write.before');
      const answer = await send()
        .catch((error: unknown) => {
          if (refusalOf(error).status !== 401) throw error;
          this.#forgetToken();
          return send();
        })
        .catch((error: unknown) => this.#fail(error));
      if (WRITES.has(operation)) this.#watch.reached?.('write.after');
      this.#note('connected');
      try {
        return read(answer.data);
      } catch (error) {
        throw providerError('unreadable', error);
      }
    });
  }

  #fail(error: unknown): never {
    const code = failureOf(refusalOf(error));
    if (code === 'disconnected') this.#note('disconnected');
    throw providerError(code, error);
  }

  #refuseWhileDisconnected(): void {
    if (this.#disconnectedAt === undefined || performance.now() - this.#disconnectedAt > this.#access.reconnectMs)
      return;
    throw providerError('disconnected', undefined);
  }

  #note(state: 'connected' | 'disconnected'): void {
    if (state === 'connected' && !this.connected) this.#log.info('google calendar is connected again');
    if (state === 'disconnected' && this.connected) {
      this.#log.error('google calendar is disconnected: its consent was withdrawn or has expired');
    }
    this.#disconnectedAt = state === 'connected' ? undefined : performance.now();
    if (this.#told === state) return;
    this.#told = state;
    this.#watch.onConnection?.(state);
  }

  #forgetToken(): void {
    this.#oauth.setCredentials({ refresh_token: this.#access.refreshToken ?? null });
  }
}

function sendUpdates(notify: boolean): 'all' | 'none' {
  return notify ? 'all' : 'none';
}

/** The result, or what a failure of some kinds means instead. */
async function orElse<T, Else>(work: Promise<T>, meant: Partial<Record<FailureCode, Else>>): Promise<T | Else> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof ProviderError ? (error.code as FailureCode) : undefined;
    if (code !== undefined && code in meant) return meant[code] as Else;
    throw error;
  }
}
