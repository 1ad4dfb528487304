/** The simulated Google of a test: its settings, what people do in it, and what stands in its calendars. */
import { type Simulator, startGoogle } from '@bayline/simulators';

export interface EventState {
  readonly id: string;
  readonly calendarId: string;
  readonly summary?: string;
  readonly start: { readonly dateTime?: string };
  readonly attendees?: readonly { readonly email: string }[];
  readonly extendedProperties?: { readonly private?: Readonly<Record<string, string>> };
}

export interface GoogleState {
  readonly events: readonly EventState[];
  readonly notices: readonly { readonly eventId: string; readonly what: string; readonly guests: readonly string[] }[];
  readonly requests: Readonly<Record<string, number>>;
  readonly tokensIssued: number;
}

export interface GoogleLab {
  readonly env: Simulator['env'];
  state(): Promise<GoogleState>;
  settings(change: object): Promise<void>;
  /** The next requests fail like this. */
  fail(...faults: object[]): Promise<void>;
  /** A person puts an event in; gives its id. */
  put(calendarId: string, event: object): Promise<string>;
  change(eventId: string, event: object): Promise<void>;
  /** Drags it from one calendar into another. */
  drag(calendarId: string, eventId: string, into: string): Promise<void>;
  remove(eventId: string): Promise<void>;
  expireTokens(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Google that answers without delay. */
export async function openGoogleLab(): Promise<GoogleLab> {
  const google = await startGoogle({ latency: { ms: 0 }, tokenLatency: { ms: 0 } });
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${google.url}/lab/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the lab answered ${response.status} to ${method} ${path}`);
    return (await response.json()) as T;
  };
  return {
    env: google.env,
    state: () => ask<GoogleState>('GET', 'state'),
    settings: (change) => ask('PUT', 'settings', change),
    fail: (...next) => ask('PUT', 'settings', { faults: { next } }),
    put: async (calendarId, event) => (await ask<{ id: string }>('POST', 'events', { calendarId, ...event })).id,
    change: (eventId, event) => ask('PATCH', `events/${eventId}`, event),
    drag: (calendarId, eventId, into) => {
      const query = new URLSearchParams({ calendarId, destination: into });
      return ask('POST', `events/${eventId}/move?${query}`);
    },
    remove: (eventId) => ask('DELETE', `events/${eventId}`),
    expireTokens: () => ask('POST', 'expire-tokens'),
    close: () => google.close(),
  };
}
