/** Offers in a call: searched around a wish, given short names, kept in the call's row. */
import type { NoReason, Offer } from '@bayline/contracts';
import { isoIn, sayMoment } from '@bayline/spoken';
import type { Slot } from '../calls/call.ts';
import { giveSlotNames } from '../calls/naming.ts';
import { capableBays, type Work } from '../shops/shop.ts';
import { mayStayOvernight } from '../shops/workdays.ts';
import type { Asked } from '../tools/asked.ts';
import type { Opening } from './openings.ts';
import { type Found, search, stretchesToLookAt } from './search.ts';
import { givenStretch, type TimeWish, whyNot } from './wish.ts';

export interface Wanted {
  readonly work: Work;
  readonly visit: Slot['visit'];
  readonly wish: TimeWish;
  /** The appointment that is to be moved; its own time counts as free. */
  readonly movesId: string | null;
}

export type Offered =
  | {
      readonly type: 'offers';
      readonly asWished: boolean;
      readonly why: NoReason | null;
      readonly offers: readonly Offer[];
    }
  | { readonly type: 'no'; readonly no: NoReason };

/** Looks around the wish first, then at all that the shop gives. */
export async function offer(asked: Asked, wanted: Wanted): Promise<Offered> {
  const { shop, now, takenTime } = asked;
  const { work, visit, wish, movesId } = wanted;
  const given = givenStretch(shop, now);
  const bayIds = capableBays(shop, work).map(({ id }) => id);
  if (bayIds.length === 0) return { type: 'no', no: 'no-capable-bay' };
  if (wish.starts.from >= given.to) return { type: 'no', no: 'too-far-ahead' };
  const mayStay = mayStayOvernight(shop, work, visit);
  for (const looked of stretchesToLookAt(wish, given)) {
    const taken = await takenTime.during({ shopId: shop.id, starts: looked, mayStay, now, exceptId: movesId });
    const found = search({ shop, work, bayIds, mayStay, wish, given, looked, taken });
    if (found !== null) return named(asked, wanted, found);
  }
  return { type: 'no', no: whyNot(shop, wish, given) };
}

async function named(asked: Asked, { work, visit, movesId }: Wanted, found: Found): Promise<Offered> {
  const services = work.services.map(({ code }) => code);
  const slots = found.offers.map((opening) => ({ ...stretchOf(opening, asked.shop.zone), services, visit, movesId }));
  const names = await giveSlotNames(asked.database, asked.call, slots);
  const offers = names.map(({ name, value }) => ({
    slot: name,
    start: value.startsAt,
    say: sayMoment(value.startsAt, asked.shop.zone, asked.now),
  }));
  return { type: 'offers', asWished: found.asWished, why: found.why, offers };
}

/** An opening's instants as ISO 8601 with the shop's offset. */
function stretchOf({ startsAt, endsAt, freeAt }: Pick<Opening, 'startsAt' | 'endsAt' | 'freeAt'>, zone: string) {
  const iso = (at: number): string => isoIn(new Date(at), zone);
  return { startsAt: iso(startsAt), endsAt: iso(endsAt), freeAt: iso(freeAt) };
}
