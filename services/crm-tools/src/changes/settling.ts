/** The two phases of every change: hold and read back, then commit with the proof of a yes. */
import type { Done, No, Proof, ReadBack } from '@bayline/contracts';
import { judgeYes, sayMoment, sayOffers } from '@bayline/spoken';
import { offer } from '../capacity/offering.ts';
import { freeBays } from '../capacity/openings.ts';
import { capableBays, type Work, workOf } from '../shops/shop.ts';
import type { Asked } from '../tools/asked.ts';
import { refuse } from '../tools/refusing.ts';
import { argumentsHash, type Change, type NewChange } from './change.ts';
import { commitChange, holdChange, releaseChange } from './changes.ts';
import { takenByPerson } from './live-check.ts';
import { tellDone, tellHeld } from './telling.ts';

export type ChangeAnswer = ReadBack | Done | No;

/** A change that takes a bay's time. */
type TimedChange = Exclude<NewChange, { type: 'cancel' }>;

/** Holds a change and reads it back. `firstBayId` is preferred when it is free. */
export async function hold(asked: Asked, change: NewChange, firstBayId: string | null): Promise<ChangeAnswer> {
  const bayIds = change.type === 'cancel' ? [] : await baysFor(asked, change, firstBayId);
  const held = await holdChange(asked.database, asked.owner, change, bayIds);
  asked.counted('hold', held.type === 'no' ? held.no : held.type);
  if (held.type === 'held') return tellHeld(held.change, asked.shop.zone);
  if (held.type === 'done') return tellDone(held.done);
  if (held.no === 'slot-taken' && change.type !== 'cancel') return offerInstead(asked, change);
  return refuse(held.no, { when: sayMoment(change.startsAt, asked.shop.zone, asked.now) });
}

/**
 * Commits what was read back. The words of the yes are judged once more; the arguments must be those that were read back. A hold
 * that is gone is taken again if its time is still free.
 */
export async function commit(asked: Asked, argumentsGiven: Readonly<Record<string, unknown>>): Promise<ChangeAnswer> {
  const { proof } = asked.envelope;
  if (proof === undefined || !isYes(asked, proof)) return refuse('not-confirmed');
  const pending = { name: proof.pending, hash: argumentsHash(argumentsGiven) };
  const gone = await takenByPerson(asked, proof.pending);
  if (gone !== null) {
    asked.counted('commit', 'taken-by-person');
    await releaseChange(asked.database, asked.owner, proof.pending);
    return offerInstead(asked, gone);
  }
  asked.reached('commit.before');
  let committed = await commitChange(asked.database, asked.owner, pending, null);
  if (committed.type === 'no' && committed.no === 'hold-lapsed' && isTimed(committed.change)) {
    const bayIds = await baysFor(asked, committed.change, null);
    committed = await commitChange(asked.database, asked.owner, pending, bayIds);
  }
  asked.counted('commit', committed.type === 'no' ? committed.no : 'done');
  if (committed.type === 'done') {
    asked.reached('commit.after');
    // The answer is on its way to the bus before the next turn of the event loop.
    setImmediate(() => asked.reached('answer.after'));
    asked.committed();
    await forgetCached(asked, committed.done);
    return tellDone(committed.done);
  }
  if (committed.no === 'slot-taken' && isTimed(committed.change)) return offerInstead(asked, committed.change);
  return refuse(committed.no);
}

/** Judged against what was read back; once that is settled, its answer is only given again. */
function isYes({ call, shop }: Asked, { pending, words }: Proof): boolean {
  const change = Object.values(call.pending).find(({ name }) => name === pending);
  if (change === undefined) return judgeYes(words) !== 'no';
  return judgeYes(words, change.type, tellHeld(change, shop.zone).say.facts) === 'yes';
}

/** The bays that can do the work and that no person's event takes, best first. Asked for before any lock is taken. */
async function baysFor(asked: Asked, change: TimedChange, firstBayId: string | null): Promise<readonly string[]> {
  const { shop, takenTime, now } = asked;
  const wanted = { from: Date.parse(change.startsAt), to: Date.parse(change.freeAt) };
  const capable = capableBays(shop, workOf(shop, change.services)).map(({ id }) => id);
  const inOrder = capable.toSorted((a, b) => Number(b === firstBayId) - Number(a === firstBayId));
  return freeBays({ bayIds: inOrder, taken: await takenTime.busy(shop.id, wanted, now) }, wanted);
}

/** The time has gone: others near it. */
async function offerInstead(asked: Asked, change: TimedChange): Promise<No> {
  const { shop, now } = asked;
  const startsAt = Date.parse(change.startsAt);
  const work: Work = workOf(shop, change.services);
  const say = sayMoment(change.startsAt, shop.zone, now);
  const wish = {
    starts: { from: startsAt, to: startsAt + 1 },
    exact: startsAt,
    date: null,
    say,
    soon: false,
    accepts: () => true,
  };
  const movesId = change.type === 'move' ? change.appointmentId : null;
  const offered = await offer(asked, { work, visit: change.visit, wish, movesId });
  if (offered.type === 'no') return refuse('slot-taken', { when: say });
  const starts = offered.offers.map(({ start }) => start);
  const words = sayOffers({ starts, asWished: false, why: 'slot-taken', understood: say, zone: shop.zone, now });
  return refuse('slot-taken', { say: words, offers: offered.offers });
}

/** What look-ups have cached of this customer is older than the booking. */
async function forgetCached({ customers, shop }: Asked, change: Change): Promise<void> {
  if (change.type === 'book' && change.customer.phone !== null) await customers.changed(shop.id, change.customer.phone);
}

function isTimed(change: Change | null): change is Exclude<Change, { type: 'cancel' }> {
  return change !== null && change.type !== 'cancel';
}
