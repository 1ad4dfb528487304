/** get_available_slots: a few free times around a wish, and why when the wish itself cannot be had. */
import type { getAvailableSlots, No } from '@bayline/contracts';
import { isServiceCode, readServices, resolveWhen, sayOffers } from '@bayline/spoken';
import type { z } from 'zod';
import { keepAsked } from '../calls/calls.ts';
import { offer } from '../capacity/offering.ts';
import { givenStretch, soonest, type TimeWish, whenContext, wishOf } from '../capacity/wish.ts';
import { type Shop, type Work, workOf } from '../shops/shop.ts';
import { findOwnVisit } from '../visits/own-visits.ts';
import type { Asked } from './asked.ts';
import { refuse } from './refusing.ts';

type Arguments = z.output<typeof getAvailableSlots.arguments>;
type Answer = z.input<typeof getAvailableSlots.ask.reply>;

export async function getSlots(asked: Asked, { services, when, visit, for_appointment }: Arguments): Promise<Answer> {
  const { shop, now } = asked;
  const moved = for_appointment === null ? null : await findOwnVisit(asked, { name: for_appointment, day: null });
  if (moved !== null && moved.type === 'no') return moved.no;
  const work = moved === null ? readWork(shop, services) : workOf(shop, moved.visit.codes);
  if (work.services.length === 0) return refuse('unknown-service');
  const wish = await readWish(asked, when);
  if ('no' in wish) return wish;

  const offered = await offer(asked, { work, visit, wish, movesId: moved?.visit.id ?? null });
  if (offered.type === 'no') return refuse(offered.no, { when: wish.say });
  const { asWished, why, offers } = offered;
  const starts = offers.map(({ start }) => start);
  return {
    ok: true,
    services: work.services.map(({ name }) => name),
    minutes: work.minutes,
    understood: wish.say,
    asWished,
    why,
    offers: [...offers],
    say: sayOffers({ starts, asWished, why, understood: wish.say, zone: shop.zone, now }),
  };
}

function readWork(shop: Shop, said: readonly string[]): Work {
  return workOf(
    shop,
    said.flatMap((text) => (isServiceCode(text) ? [text] : readServices(text))),
  );
}

/** The wish in the caller's words; a question that was asked once is not asked again. */
async function readWish({ shop, now, call, database }: Asked, words: string | null): Promise<TimeWish | No> {
  const given = givenStretch(shop, now);
  if (words === null || words === '') return soonest(given);
  const question = `when:${words.toLowerCase()}`;
  const when = resolveWhen(words, whenContext(shop, now, call.asked.includes(question)));
  if (when.type === 'none') return soonest(given);
  if (when.type === 'window') return wishOf(when, now);
  if (when.type === 'impossible')
    return refuse(when.why === 'past' ? 'in-the-past' : 'unclear-time', { say: when.say });
  await keepAsked(database, call.callId, question);
  return refuse('unclear-time', { say: when.ask });
}
