/** What other services hear of a shop. */
import type { callBrief } from '@bayline/contracts';
import { addDays, localDateOf } from '@bayline/spoken';
import type { z } from 'zod';
import type { Hours, Shop } from './shop.ts';

type Brief = Extract<z.output<typeof callBrief.reply>, { type: 'brief' }>;
type ShopFacts = Brief['shop'];

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Closures are told so far ahead. */
const CLOSURE_DAYS = 60;

/** What the gateway must know to answer the shop's phone. */
export function cardOf(shop: Shop): Pick<ShopFacts, 'shopId' | 'name' | 'zone' | 'deskNumber'> {
  return { shopId: shop.id, name: shop.name, zone: shop.zone, deskNumber: shop.deskNumber };
}

/** What a conversation starts from. */
export function factsOf(shop: Shop, now: Date): ShopFacts {
  const today = localDateOf(now, shop.zone);
  const last = addDays(today, CLOSURE_DAYS);
  return {
    ...cardOf(shop),
    address: shop.address,
    phone: shop.phone,
    hours: shop.hours.flatMap(openingHours),
    deskHours: shop.deskHours.flatMap(openingHours),
    closures: shop.closures.filter(({ date }) => today <= date && date <= last),
    services: shop.services.map(({ code, name, minutes, priceFromCents }) => ({
      code,
      name,
      minutes,
      priceFrom: priceFromCents === null ? null : priceFromCents / 100,
    })),
    towNumber: shop.towNumber,
    asksEmail: shop.asksEmail,
  };
}

function openingHours({ weekday, opens, closes }: Hours): ShopFacts['hours'] {
  const name = WEEKDAYS[weekday - 1];
  return name === undefined ? [] : [{ weekday: name, opens, closes }];
}
