/** The shops' calendars at Google: Calendar v3 with an OAuth refresh token, through the vendor's own SDK. */

import { type Guard, type GuardMaker, type Log, ProviderError } from '@bayline/runtime';
import { calendar, type calendar_v3 } from '@googleapis/calendar';
import { OAuth2Client } from 'google-auth-library';
import { type FailureCode, failureOf, providerError } from '../failure.ts';
import type { CalendarEvent, EventDraft, Overtaken, Page, Reading, ShopCalendars } from '../shop-calendars.ts';
import { bodyOf, readEvent, readPage, refusalOf } from './wire.ts';

export interface GoogleAccess {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly refreshToken: string | undefined;
  /** Undefined means Google's own. */
  readonly baseUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly deadlineMs: number;
}

type Operation = 'events.get' | 'events.insert' | 'events.patch' | 'events.delete' | 'events.list';

/** Consent that is gone is looked for again only so often. */
const RECONNECT_MS = 60_000;
const PAGE_SIZE = 2_500;

interface RequestOptions {
  readonly signal: AbortSignal;
  /** The SDK retries some methods by itself and others never; we do it for all alike. */
  readonly retry: false;
  readonly headers?: Record<string, string>;
}

export class GoogleCalendars implements ShopCalendars {
  readonly #api: calendar_v3.Calendar;
  readonly #oauth: OAuth2Client;
  readonly #access: GoogleAccess;
  readonly #guards: Record<Operation, Guard>;
  readonly #log: Log;
  /** Monotonic time of the latest proof that consent is gone; undefined while connected. */
  #disconnectedAt: number | undefined;

  constructor(access: GoogleAccess, guard: GuardMaker, log: Log) {
    const { clientId, clientSecret, tokenUrl, baseUrl, deadlineMs } = access;
    this.#access = access;
    this.#log = log;
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
    const requestBody = { id: draft.id, ...bodyOf(draft) };
    const made = this.#call(
      'events.insert',
      (options) => this.#api.events.insert({ calendarId, sendUpdates: sendUpdates(notify), requestBody }, options),
      readEvent,
    );
    return orElse(made, { 'id-taken': 'id-taken' as const });
  }

  replace(calendarId: string, draft: EventDraft, etag: string, notify: boolean): Promise<CalendarEvent | Overtaken> {
    return this.#patch(calendarId, draft.id, bodyOf(draft), etag, notify);
  }

  mark(calendarId: string, eventId: string, version: number, etag: string): Promise<CalendarEvent | Overtaken> {
    const body = { extendedProperties: { private: { version: String(version) } } };
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
      const answer = await send()
        .catch((error: unknown) => {
          if (refusalOf(error).status !== 401) throw error;
          this.#forgetToken();
          return send();
        })
        .catch((error: unknown) => this.#fail(error));
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
    if (this.#disconnectedAt === undefined || performance.now() - this.#disconnectedAt > RECONNECT_MS) return;
    throw providerError('disconnected', undefined);
  }

  #note(state: 'connected' | 'disconnected'): void {
    if (state === 'connected' && !this.connected) this.#log.info('google calendar is connected again');
    if (state === 'disconnected' && this.connected) {
      this.#log.error('google calendar is disconnected: its consent was withdrawn or has expired');
    }
    this.#disconnectedAt = state === 'connected' ? undefined : performance.now();
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
