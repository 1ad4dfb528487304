/** The Calendar v3 paths: each operation reads its request, asks the account and gives status, body and etag. */
import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Account, Notice, SendUpdates } from './account.ts';
import type { CalendarBook, Written } from './calendar-book.ts';
import { type CalendarEvent, type WritableEvent, writableEvent } from './event.ts';
import { freeBusy } from './free-busy.ts';
import { listEvents, readListQuery } from './listing.ts';
import { refusals } from './refusal.ts';
import type { GoogleSettings, Operation } from './settings.ts';

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly etag?: string;
}

export interface Route {
  readonly operation: Operation;
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  readonly path: string;
  readonly handle: (request: Request) => Reply;
}

const EVENTS = '/calendar/v3/calendars/:calendarId/events';
const EVENT = `${EVENTS}/:eventId`;

/** Every path of the Calendar API that is simulated. */
export function calendarRoutes(account: Account, settings: () => GoogleSettings): readonly Route[] {
  const write = (request: Request, what: Notice['what'], act: (book: CalendarBook) => Written): Reply => {
    const sendUpdates = readSendUpdates(request);
    const book = account.writable(part(request, 'calendarId'));
    const written = act(book);
    account.notify(book, what, written, sendUpdates);
    return what === 'delete' ? { status: 204 } : shown(written.event);
  };
  return [
    { operation: 'calendarList.list', method: 'get', path: '/calendar/v3/users/me/calendarList', handle: calendarList },
    { operation: 'calendars.get', method: 'get', path: '/calendar/v3/calendars/:calendarId', handle: calendar },
    { operation: 'freebusy.query', method: 'post', path: '/calendar/v3/freeBusy', handle: busy },
    { operation: 'events.list', method: 'get', path: EVENTS, handle: list },
    { operation: 'events.get', method: 'get', path: EVENT, handle: get },
    {
      operation: 'events.insert',
      method: 'post',
      path: EVENTS,
      handle: (request) =>
        write(request, 'insert', (book) =>
          book.insert(readEvent(request), randomBytes(13).toString('hex'), new Date()),
        ),
    },
    {
      operation: 'events.patch',
      method: 'patch',
      path: EVENT,
      handle: (request) =>
        write(request, 'update', (book) =>
          book.patch(part(request, 'eventId'), readEvent(request), request.get('if-match'), new Date()),
        ),
    },
    {
      operation: 'events.update',
      method: 'put',
      path: EVENT,
      handle: (request) =>
        write(request, 'update', (book) =>
          book.update(part(request, 'eventId'), readEvent(request), request.get('if-match'), new Date()),
        ),
    },
    {
      operation: 'events.delete',
      method: 'delete',
      path: EVENT,
      handle: (request) =>
        write(request, 'delete', (book) => book.remove(part(request, 'eventId'), request.get('if-match'), new Date())),
    },
    { operation: 'events.move', method: 'post', path: `${EVENT}/move`, handle: move },
  ];

  function calendarList(): Reply {
    const items = account.calendars().map((book) => ({ ...describe(book), accessRole: 'owner' }));
    return { status: 200, body: { kind: 'calendar#calendarList', items } };
  }

  function calendar(request: Request): Reply {
    return {
      status: 200,
      body: { ...describe(account.calendar(part(request, 'calendarId'))), kind: 'calendar#calendar' },
    };
  }

  function busy(request: Request): Reply {
    return { status: 200, body: freeBusy(request.body, (id) => account.find(id), settings().failing) };
  }

  function list(request: Request): Reply {
    const book = account.calendar(part(request, 'calendarId'));
    return {
      status: 200,
      body: listEvents(book, readListQuery(request.query), new Date(), settings()),
    };
  }

  function get(request: Request): Reply {
    const event = account.calendar(part(request, 'calendarId')).get(part(request, 'eventId'));
    return request.get('if-none-match') === event.etag ? { status: 304, etag: event.etag } : shown(event);
  }

  function move(request: Request): Reply {
    const to = account.writable(z.string().parse(request.query.destination));
    const from = account.writable(part(request, 'calendarId'));
    return shown(account.move(part(request, 'eventId'), from, to));
  }
}

function part(request: Request, name: string): string {
  return z.string().parse(request.params[name]);
}

function shown(event: CalendarEvent): Reply {
  return { status: 200, body: event, etag: event.etag };
}

function describe(book: CalendarBook): Record<string, unknown> {
  return { kind: 'calendar#calendarListEntry', id: book.id, summary: book.id, timeZone: book.zone };
}

function readEvent(request: Request): WritableEvent {
  const read = writableEvent.safeParse(request.body);
  if (read.success) return read.data;
  throw refusals.invalid(`Invalid value for: ${read.error.issues[0]?.path.join('.') ?? 'event'}`);
}

function readSendUpdates(request: Request): SendUpdates {
  const read = z.enum(['all', 'externalOnly', 'none']).default('none').safeParse(request.query.sendUpdates);
  if (!read.success) throw refusals.invalid('Invalid value for: sendUpdates', 'sendUpdates');
  return read.data;
}
