/** Taking a reminder that is due: everything that speaks against the call is looked at, and the claim written, in one transaction. */
import type { reminderClaim } from '@bayline/contracts';
import { addDays, isoIn } from '@bayline/spoken';
import type { z } from 'zod';
import { type CallingRules, zonesOfNumber } from '../consent/calling-rules.ts';
import { readStanding } from '../consent/consents.ts';
import { hashOfNumber } from '../consent/number-hash.ts';
import { permit } from '../consent/permission.ts';
import type { Database } from '../database/postgres.ts';
import type { Shop } from '../shops/shop.ts';
import type { Shops } from '../shops/shops.ts';
import { finishReminder } from './finishing.ts';
import { fitsVisit, OVER, type Reminder } from './reminder.ts';
import { changeReminder, ensureReminder, lockAppointment, type Transaction, withdrawOthers } from './rows.ts';
import { beginTry, countTries } from './tries.ts';
import { readVisitToRemind, type VisitToRemind } from './visit-to-remind.ts';

export interface ReminderHouse {
  readonly database: Database;
  readonly shops: Shops;
  readonly rules: CallingRules;
  readonly newId: () => string;
  readonly now: () => Date;
}

type Request = z.output<typeof reminderClaim.request>;
type Answer = z.input<typeof reminderClaim.reply>;

export const TRANSACTION_MS = 2_500;
const THIRTY_DAYS_MS = 30 * 24 * 3_600_000;
/** A call under way is looked at again after this: its report comes before, or never. */
const UNDER_WAY_MS = 5 * 60_000;

export function claimReminder(house: ReminderHouse, request: Request): Promise<Answer> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const now = house.now();
    const { appointmentId, kind } = request;
    const dueAt = new Date(request.dueAt);
    await lockAppointment(transaction, appointmentId);
    const visit = await readVisitToRemind(transaction, appointmentId);
    const shop = visit === null ? undefined : await house.shops.byId(visit.shopId);
    const why = whyNotAtAll(visit, dueAt, now);
    if (visit === null || shop === undefined || why !== null) {
      await withdrawOthers(transaction, { appointmentId, kind, but: null, now });
      return { type: 'over', why: why ?? 'no-visit' };
    }
    const row = { id: house.newId(), shopId: visit.shopId, appointmentId, kind, dueAt, version: visit.version, now };
    const reminder = await ensureReminder(transaction, row);
    await withdrawOthers(transaction, { appointmentId, kind, but: dueAt, now });
    const wait = whatItWaitsFor(reminder, now);
    if (wait !== null) return wait;
    return decide(house, transaction, { reminder, visit, shop, request, now });
  });
}

function whyNotAtAll(visit: VisitToRemind | null, dueAt: Date, now: Date): string | null {
  if (visit === null) return 'no-visit';
  if (visit.status !== 'booked') return 'cancelled';
  if (visit.startsAt.getTime() <= now.getTime()) return 'visit-began';
  return fitsVisit(dueAt, visit.startsAt) ? null : 'moved';
}

/** Somebody else is at it, or it is over, or not due; null when it may be taken. */
function whatItWaitsFor(reminder: Reminder, now: Date): Answer | null {
  const { state, nextAt, leaseUntil, outcome } = reminder;
  if (OVER.has(state)) return { type: 'over', why: outcome ?? state };
  if (state === 'due') return nextAt.getTime() > now.getTime() ? later(nextAt, 'not-due') : null;
  const soonest = new Date(now.getTime() + UNDER_WAY_MS);
  if (state === 'claimed' && leaseUntil !== null && leaseUntil.getTime() > now.getTime())
    return later(soonest, 'claimed');
  return later(soonest, state === 'dialled' ? 'dialled' : 'in-doubt');
}

interface Claim {
  readonly reminder: Reminder;
  readonly visit: VisitToRemind;
  readonly shop: Shop;
  readonly request: Request;
  readonly now: Date;
}

async function decide(house: ReminderHouse, transaction: Transaction, claim: Claim): Promise<Answer> {
  const { reminder, visit, shop, request, now } = claim;
  const { number } = visit;
  if (number === null) {
    await finishReminder(house, transaction, { ...claim, next: { type: 'task', outcome: 'no-number' } });
    return { type: 'over', why: 'no-number' };
  }
  const numberHash = hashOfNumber(number);
  const since = new Date(now.getTime() - THIRTY_DAYS_MS);
  const { tries, calls } = await countTries(transaction, { reminderId: reminder.id, numberHash, since });
  const standing = await readStanding(transaction, visit.shopId, number);
  const zones = [...new Set([shop.zone, ...zonesOfNumber(number)])];
  const facts = { now, visitStartsAt: visit.startsAt, zones, ...standing, tries, callsIn30Days: calls };
  const permission = permit(facts, withClosures(house.rules, shop, now));
  switch (permission.type) {
    case 'never':
      await changeReminder(transaction, reminder.id, { state: 'failed', outcome: permission.why, now });
      return { type: 'over', why: permission.why };
    case 'text':
      await finishReminder(house, transaction, { ...claim, next: { type: 'text', outcome: permission.why } });
      return { type: 'over', why: permission.why };
    case 'later':
      await changeReminder(transaction, reminder.id, { state: 'due', nextAt: permission.at, now });
      return later(permission.at, permission.why);
    case 'call': {
      const attempt = reminder.attempt + 1;
      const leaseUntil = new Date(now.getTime() + request.leaseMs);
      const aTry = { shopId: visit.shopId, reminderId: reminder.id, attempt, numberHash };
      await beginTry(transaction, { ...aTry, now, by: request.by, leaseUntil });
      return { type: 'claimed', reminderId: reminder.id, attempt, from: shop.phone, to: number };
    }
  }
}

/** Nobody is called on a day the shop itself is closed for: nobody there could help. Sundays and the like are no closures. */
function withClosures(rules: CallingRules, shop: Shop, now: Date): CallingRules {
  const today = isoIn(now, shop.zone).slice(0, 10);
  const near = shop.closures.filter(({ date }) => date >= addDays(today, -1) && date <= addDays(today, 7));
  return near.length === 0 ? rules : { ...rules, holidays: [...rules.holidays, ...near.map(({ date }) => date)] };
}

function later(at: Date, why: string): Answer {
  return { type: 'later', at: at.toISOString(), why };
}
