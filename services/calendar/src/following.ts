/**
 * Writing what became of an appointment into the shop's calendars, in any order and however often it is told: every fact leaves
 * its version on the event, a cancellation too, and a lower version than the one found changes nothing.
 */
import { eventIdOf } from './appointment-event.ts';
import type { CalendarEvent, EventDraft, ShopCalendars } from './shop-calendars.ts';

export interface Place {
  /** The calendar the appointment belongs into. */
  readonly calendarId: string;
  /** The shop's other calendars, in which an earlier version may stand. */
  readonly others: readonly string[];
}

/** `already`: this version or a later one was there before. */
export type Did = 'inserted' | 'updated' | 'removed' | 'already';

/** Somebody else kept changing the event in between; to be tried again later. */
const MOST_ROUNDS = 5;

/** The appointment stands as the draft says. */
export async function keep(calendars: ShopCalendars, place: Place, draft: EventDraft): Promise<Did> {
  const did = await settle(() => keepOnce(calendars, place.calendarId, draft));
  await sweep(calendars, place, draft);
  return did;
}

/** The appointment is cancelled. */
export async function cancel(calendars: ShopCalendars, place: Place, draft: EventDraft): Promise<Did> {
  const did = await settle(() => cancelOnce(calendars, place.calendarId, draft));
  await sweep(calendars, place, draft);
  return did;
}

async function keepOnce(calendars: ShopCalendars, calendarId: string, draft: EventDraft): Promise<Did | undefined> {
  const notify = draft.guest !== null;
  if ((await calendars.insert(calendarId, draft, notify)) !== 'id-taken') return 'inserted';
  const standing = await calendars.get(calendarId, draft.id);
  if (standing === undefined) return undefined;
  if (versionOf(standing) >= draft.version) return 'already';
  const replaced = await calendars.replace(calendarId, draft, standing.etag, notify);
  return replaced === 'overtaken' ? undefined : 'updated';
}

async function cancelOnce(calendars: ShopCalendars, calendarId: string, draft: EventDraft): Promise<Did | undefined> {
  const standing = await calendars.get(calendarId, draft.id);
  if (standing === undefined) return leaveTombstone(calendars, calendarId, draft);
  if (versionOf(standing) > draft.version) return 'already';
  return erase(calendars, calendarId, standing, draft);
}

/** Never written, and already cancelled: the event is made and deleted, so that a late booking finds its version there. */
async function leaveTombstone(
  calendars: ShopCalendars,
  calendarId: string,
  draft: EventDraft,
): Promise<Did | undefined> {
  const made = await calendars.insert(calendarId, { ...draft, guest: null, standing: false }, false);
  if (made === 'id-taken') return undefined;
  const removed = await calendars.remove(calendarId, draft.id, made.etag, false);
  return removed === 'overtaken' ? undefined : 'removed';
}

/** Marks the event with the version that deletes it, then deletes it. */
async function erase(
  calendars: ShopCalendars,
  calendarId: string,
  standing: CalendarEvent,
  draft: EventDraft,
): Promise<Did | undefined> {
  const due = versionOf(standing) < draft.version;
  const marked = due ? await calendars.mark(calendarId, draft.id, draft.version, standing.etag) : standing;
  if (marked === 'overtaken') return undefined;
  if (marked.cancelled) return 'already';
  const removed = await calendars.remove(calendarId, draft.id, marked.etag, draft.guest !== null);
  return removed === 'overtaken' ? undefined : 'removed';
}

/**
 * An appointment that moved from bay to bay stands in one calendar only: what is older elsewhere is deleted, and when something
 * newer stands elsewhere it is ours that is. Both writers look after they have written, so one of them sees the other.
 */
async function sweep(calendars: ShopCalendars, place: Place, draft: EventDraft): Promise<void> {
  const found = await Promise.all(
    place.others.map(async (calendarId) => ({ calendarId, standing: await calendars.get(calendarId, draft.id) })),
  );
  for (const { calendarId, standing } of found) {
    if (standing === undefined) continue;
    if (versionOf(standing) > draft.version) {
      await settle(() => removeOlder(calendars, place.calendarId, { ...draft, version: versionOf(standing) }));
    } else if (!standing.cancelled) {
      await settle(() => removeOlder(calendars, calendarId, draft));
    }
  }
}

async function removeOlder(calendars: ShopCalendars, calendarId: string, draft: EventDraft): Promise<Did | undefined> {
  const standing = await calendars.get(calendarId, eventIdOf(draft.appointmentId));
  if (standing === undefined || standing.cancelled || versionOf(standing) >= draft.version) return 'already';
  return erase(calendars, calendarId, standing, draft);
}

/** Reads and writes until nothing comes in between. */
async function settle(round: () => Promise<Did | undefined>): Promise<Did> {
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    const did = await round();
    if (did !== undefined) return did;
  }
  throw new Error('an event kept changing while it was being written');
}

/** An event of ours that lost its version counts as older than any. */
function versionOf(event: CalendarEvent): number {
  return event.version ?? 0;
}
