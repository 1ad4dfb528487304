/** What the people of the shop do in their calendars, as lab paths: put an event in, change it, drag it into another, delete it. */
import { randomBytes } from 'node:crypto';
import express, { type Express, type Request } from 'express';
import { z } from 'zod';
import type { Account } from './account.ts';
import { writableEvent } from './event.ts';
import { Refusal } from './refusal.ts';

/** A time may be given short: `2026-11-24` for the whole day, else an instant. */
const time = z.union([
  z.iso.date().transform((date) => ({ date })),
  z.string().transform((dateTime) => ({ dateTime })),
  z.looseObject({}),
]);

const change = z
  .looseObject({ start: time.optional(), end: time.optional() })
  .transform((body) => writableEvent.parse(body));
const newEvent = z
  .looseObject({ calendarId: z.string(), start: time, end: time })
  .transform(({ calendarId, ...body }) => ({ calendarId, body: writableEvent.parse(body) }));

/** Adds /lab/events to the simulator's own paths. */
export function addPeoplePaths(app: Express, account: Account): void {
  const book = (request: Request) => {
    const { calendarId } = request.query;
    return typeof calendarId === 'string' ? account.calendar(calendarId) : account.holding(id(request));
  };
  const act = (path: string, method: 'post' | 'patch' | 'delete', handle: (request: Request) => unknown) => {
    app[method](path, express.json(), (request, response) => {
      try {
        response.json(handle(request));
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof z.ZodError)) throw error;
        response.status(error instanceof Refusal ? error.status : 400).json({ problem: error.message });
      }
    });
  };

  act('/lab/events', 'post', (request) => {
    const { calendarId, body } = newEvent.parse(request.body);
    return account.calendar(calendarId).insert(body, randomBytes(13).toString('hex'), new Date()).event;
  });
  act(
    '/lab/events/:eventId',
    'patch',
    (request) => book(request).patch(id(request), change.parse(request.body), undefined, new Date()).event,
  );
  act('/lab/events/:eventId/move', 'post', (request) =>
    account.move(id(request), book(request), account.calendar(z.string().parse(request.query.destination))),
  );
  act('/lab/events/:eventId', 'delete', (request) => book(request).remove(id(request), undefined, new Date()).event);
}

function id(request: Request): string {
  return z.string().parse(request.params.eventId);
}
