/** events.list: which events of a calendar a query shows, page by page, and the sync tokens that show only what changed. */
import { z } from 'zod';
import type { CalendarBook, Kept } from './calendar-book.ts';
import { type CalendarEvent, stretchOf } from './event.ts';
import { refusals } from './refusal.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const listQuery = z.object({
  timeMin: instant.optional(),
  timeMax: instant.optional(),
  updatedMin: instant.optional(),
  singleEvents: flag.optional(),
  showDeleted: flag.optional(),
  orderBy: z.enum(['startTime', 'updated']).optional(),
  maxResults: z.coerce.number().int().min(1).max(2_500).default(250),
  pageToken: z.string().optional(),
  syncToken: z.string().optional(),
  q: z.string().optional(),
  iCalUID: z.string().optional(),
  privateExtendedProperty: many.optional(),
  sharedExtendedProperty: many.optional(),
});

type ListQuery = z.output<typeof listQuery>;

/** What may not be asked together with a sync token: it was fixed when the token was made. */
const FIXED_BY_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
] as const;

const syncToken = z.object({ sync: z.literal(true), since: z.number(), issuedAt: z.number() });
const pageToken = z.object({ after: z.array(z.number()), atChange: z.number() });

/** The query of an events.list request, checked as Google checks it. */
export function readListQuery(query: unknown): ListQuery {
  const read = listQuery.safeParse(query);
  if (!read.success) {
    const parameter = String(read.error.issues[0]?.path[0] ?? 'query');
    throw refusals.invalid(`Invalid value for: ${parameter}`, parameter);
  }
  const asked = read.data;
  if (asked.orderBy === 'startTime' && asked.singleEvents !== true) {
    throw refusals.badRequest('The requested ordering is not available for the particular query.');
  }
  if (asked.timeMin !== undefined && asked.timeMax !== undefined && asked.timeMax <= asked.timeMin) {
    throw refusals.emptyRange();
  }
  if (asked.syncToken !== undefined) {
    const clash = FIXED_BY_TOKEN.find((name) => asked[name] !== undefined);
    if (clash !== undefined) throw refusals.badRequest(`Sync token cannot be combined with ${clash}.`);
    if (asked.showDeleted === false) throw refusals.badRequest('Sync token cannot be used with showDeleted=false.');
  }
  return asked;
}

export interface Page {
  readonly kind: 'calendar#events';
  readonly etag: string;
  readonly summary: string;
  readonly timeZone: string;
  readonly updated: string;
  readonly accessRole: 'owner';
  readonly items: readonly Partial<CalendarEvent>[];
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
}

export interface ListTerms {
  /** How long a sync token stays good. */
  readonly syncTokenLifeMs: number;
  readonly mostPerPage: number;
}

/**
 * One page.
 * @throws Refusal `fullSyncRequired` for a sync token that is too old.
 */
export function listEvents(book: CalendarBook, asked: ListQuery, now: Date, terms: ListTerms): Page {
  const since = asked.syncToken === undefined ? undefined : readSyncToken(asked.syncToken, now, terms.syncTokenLifeMs);
  const place = asked.pageToken === undefined ? undefined : readToken(asked.pageToken, pageToken, 'pageToken');
  const atChange = place?.atChange ?? book.changes;
  const rows = book
    .all()
    .filter((kept) => (since === undefined ? shown(kept.event, book, asked) : kept.changed > since))
    .map((kept) => ({ kept, rank: rankOf(kept, book, asked) }))
    .filter(({ rank }) => place === undefined || compare(rank, place.after) > 0)
    .sort((a, b) => compare(a.rank, b.rank));
  const page = rows.slice(0, Math.min(asked.maxResults, terms.mostPerPage));
  const last = page.at(-1);
  const more = last !== undefined && rows.length > page.length;
  return {
    kind: 'calendar#events',
    etag: `"${book.changes}"`,
    summary: book.id,
    timeZone: book.zone,
    updated: now.toISOString(),
    accessRole: 'owner',
    items: page.map(({ kept }) => (since === undefined ? kept.event : briefly(kept.event))),
    ...(more
      ? { nextPageToken: writeToken({ after: last.rank, atChange }) }
      : { nextSyncToken: writeToken({ sync: true, since: atChange, issuedAt: now.getTime() }) }),
  };
}

/** In a sync a deleted event is told by little more than its id. */
function briefly(event: CalendarEvent): Partial<CalendarEvent> {
  const { kind, etag, id, status } = event;
  return status === 'cancelled' ? { kind, etag, id, status } : event;
}

function shown(event: CalendarEvent, book: CalendarBook, asked: ListQuery): boolean {
  if (event.status === 'cancelled' && asked.showDeleted !== true && asked.updatedMin === undefined) return false;
  const stretch = stretchOf(event, book.zone);
  return (
    (asked.timeMin === undefined || stretch.to > asked.timeMin) &&
    (asked.timeMax === undefined || stretch.from < asked.timeMax) &&
    (asked.updatedMin === undefined || Date.parse(event.updated) >= asked.updatedMin) &&
    (asked.iCalUID === undefined || event.iCalUID === asked.iCalUID) &&
    (asked.q === undefined || mentions(event, asked.q)) &&
    holds(event.extendedProperties?.private, asked.privateExtendedProperty) &&
    holds(event.extendedProperties?.shared, asked.sharedExtendedProperty)
  );
}

function mentions(event: CalendarEvent, words: string): boolean {
  return `${event.summary ?? ''} ${event.description ?? ''}`.toLowerCase().includes(words.toLowerCase());
}

function holds(properties: Record<string, string | null> | null | undefined, wanted: string[] | undefined): boolean {
  return (wanted ?? []).every((pair) => {
    const [key = '', ...value] = pair.split('=');
    return properties?.[key] === value.join('=');
  });
}

/** Where an event stands in the list; unique, so that a page token can name the place after it. */
function rankOf(kept: Kept, book: CalendarBook, asked: ListQuery): number[] {
  if (asked.syncToken !== undefined) return [kept.changed];
  if (asked.orderBy === 'startTime') return [stretchOf(kept.event, book.zone).from, kept.born];
  if (asked.orderBy === 'updated') return [kept.changed];
  return [kept.born];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((value, index) => value !== b[index]);
  return first === -1 ? 0 : (a[first] ?? 0) - (b[first] ?? 0);
}

function readSyncToken(text: string, now: Date, lifeMs: number): number {
  const token = readToken(text, syncToken, 'syncToken');
  if (now.getTime() - token.issuedAt > lifeMs) throw refusals.syncTokenGone();
  return token.since;
}

function readToken<Schema extends z.ZodType>(text: string, schema: Schema, parameter: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    // Whatever is wrong with a token, Google says only that it is.
    throw refusals.invalid(`Invalid value for: ${parameter}`, parameter);
  }
}

function writeToken(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
