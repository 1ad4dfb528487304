/** Which of the offered times a caller means: by its time, its place in the list, or a plain yes. */
import { localDateOf, localTimeOf, resolveWhen, type When } from '@bayline/spoken';
import type { OfferRead } from './answers.ts';
import { agrees, declines } from './consent.ts';
import type { Clock } from './facts.ts';
import { plain } from './plain-text.ts';
import type { TimeMention } from './time-words.ts';
import { type Wish, wishOf, withAt } from './wishes.ts';

export type Choice =
  | { readonly type: 'slot'; readonly offer: OfferRead }
  /** The words fit several offers. */
  | { readonly type: 'several'; readonly offers: readonly OfferRead[] }
  /** Another time is wished, in relation to the offers ("anything later?"). */
  | { readonly type: 'other'; readonly wish: Wish }
  | { readonly type: 'declined' }
  | { readonly type: 'none' };

const NONE: Choice = { type: 'none' };

/** What the words choose among the offers. `clock` is the moment of the call; without one only literal times are compared. */
export function readChoice(
  text: string,
  mentions: readonly TimeMention[],
  offers: readonly OfferRead[],
  clock: Clock | null,
): Choice {
  if (offers.length === 0) return NONE;
  const words = plain(text);
  const shifted = shiftOf(words, offers);
  if (shifted !== null) return shifted;
  const wish = wishOf(mentions, text);
  if (wish !== null && (wish.day !== null || wish.time !== null)) {
    const fit = offersThatFit(wish, offers, clock);
    return fit.length > 0 ? among(fit) : (byPlace(words, offers) ?? NONE);
  }
  return byPlace(words, offers) ?? byConsent(text, wish, offers);
}

function among(offers: readonly OfferRead[]): Choice {
  const [first] = offers;
  if (first === undefined) return NONE;
  return offers.length === 1 ? { type: 'slot', offer: first } : { type: 'several', offers };
}

const LATER =
  /\b(?:anything|something|any|got|have|nothing|times?|openings?|slot|bit|little|bring it in|come(?: in)?|too early)\b[^.]*\blater\b(?! (?:this|next|in the week))|^later\b|\btoo early\b/;
const EARLIER =
  /\b(?:anything|something|any|got|have|nothing|times?|openings?|slot|bit|little|bring it in|come(?: in)?)\b[^.]*\b(?:earlier|sooner)\b|^(?:earlier|sooner)\b|\btoo late\b/;

/** "Have you got anything later?" is a wish for a time after the last one offered. */
function shiftOf(words: string, offers: readonly OfferRead[]): Choice | null {
  if (/\b(?:the|that) (?:later|earlier|sooner) (?:one|time)/.test(words)) return null;
  if (LATER.test(words)) return beyond(offers.at(-1), 'after');
  if (EARLIER.test(words)) return beyond(offers[0], 'before');
  return null;
}

function beyond(offer: OfferRead | undefined, side: 'after' | 'before'): Choice {
  const parts = partsOf(offer);
  if (parts === null) return { type: 'declined' };
  return { type: 'other', wish: { day: parts.day, time: `${side} ${parts.time}`, soon: null } };
}

/** "Tuesday, November 24th at 9 AM" -> its day and its time. */
function partsOf(offer: OfferRead | undefined): { day: string; time: string } | null {
  const match = /^(.+?),? at (.+?)\.?$/.exec(offer?.say ?? '');
  return match?.[1] === undefined || match[2] === undefined ? null : { day: match[1], time: match[2] };
}

/** The offers whose start is what the words wish for. A weekday alone means the one that was offered, not the next one. */
export function offersThatFit(wish: Wish, offers: readonly OfferRead[], clock: Clock | null): OfferRead[] {
  const { day } = wish;
  const resolved = day === null ? [...offers] : offers.filter((offer) => fits(day, offer, clock));
  const onDay = resolved.length > 0 ? resolved : offers.filter((offer) => onWeekday(day ?? '', offer));
  if (wish.time === null) return onDay;
  const time = withAt(wish.time);
  return onDay.filter((offer) => fits(`${partsOf(offer)?.day ?? ''} ${time}`, offer, clock));
}

function onWeekday(words: string, offer: OfferRead): boolean {
  const weekday = /^(?:on |the |for )?((?:mon|tues|wednes|thurs|fri|satur|sun)day)$/.exec(words)?.[1];
  return weekday !== undefined && plain(offer.say).includes(weekday);
}

function fits(words: string, offer: OfferRead, clock: Clock | null): boolean {
  const context = clock ?? clockOf(offer);
  const when: When = context === null ? { type: 'none' } : resolveWhen(words, context);
  if (when.type === 'window') return isInside(when, offer);
  if (when.type === 'ambiguous')
    return when.options.some((option) => isInside({ ...option, days: null, hours: null }, offer));
  return literally(words, offer);
}

interface Window {
  readonly from: string;
  readonly to: string;
  readonly exact: string | null;
  readonly days: readonly string[] | null;
  readonly hours: { readonly from: string; readonly to: string } | null;
}

function isInside(window: Window, offer: OfferRead): boolean {
  const start = Date.parse(offer.start);
  if (Number.isNaN(start)) return false;
  if (window.exact !== null) return Date.parse(window.exact) === start;
  if (start < Date.parse(window.from) || start >= Date.parse(window.to)) return false;
  const zone = zoneOf(offer);
  if (window.days !== null && !window.days.includes(localDateOf(new Date(start), zone))) return false;
  const time = localTimeOf(new Date(start), zone);
  return window.hours === null || (time >= window.hours.from && time < window.hours.to);
}

/** Without a resolver's help: the words stand in what was offered. */
function literally(words: string, offer: OfferRead): boolean {
  const said = plain(offer.say).replace(/[,.]/g, '');
  return plain(words)
    .replace(/[,.]|\b(?:at|on|the|around)\b/g, '')
    .split(' ')
    .filter(Boolean)
    .every((word) => said.includes(word));
}

/** A clock for offers without one: the midnight before, in a zone of their offset. */
function clockOf(offer: OfferRead): Clock | null {
  const start = Date.parse(offer.start);
  return Number.isNaN(start) ? null : { now: new Date(start - 24 * 3_600_000), zone: zoneOf(offer) };
}

/** A zone that has the offset of an offer's start: "-05:00" -> "Etc/GMT+5". */
function zoneOf(offer: OfferRead): string {
  const match = /([+-])(0\d|1[0-2]):?\d\d$/.exec(offer.start);
  if (match === null) return 'UTC';
  return `Etc/GMT${match[1] === '-' ? '+' : '-'}${Number(match[2])}`;
}

const PLACES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|earliest|earlier|soonest|former|1st)\b(?! thing| name| of| time (?:here|i))/, 0],
  [/\b(?:second|2nd)\b(?! name)/, 1],
  [/\b(?:third|3rd)\b/, 2],
  [/\b(?:last|latest|later|latter)\b(?! name| time i| week| month)/, -1],
  [/\bmiddle\b/, 1],
];

function byPlace(words: string, offers: readonly OfferRead[]): Choice | null {
  const named = /\b(?:slot|option|letter) ([a-z])\b/.exec(words)?.[1]?.toUpperCase();
  const offer =
    offers.find(({ slot }) => slot.toUpperCase() === named) ??
    offers.at(PLACES.find(([pattern]) => pattern.test(words))?.[1] ?? offers.length);
  return offer === undefined ? null : { type: 'slot', offer };
}

const ANY =
  /\b(?:either|any (?:of (?:them|those)|one|time|works)|whichever|doesn't matter|don't care|you (?:pick|choose)|up to you|surprise me|all (?:of them )?work|whatever)\b/;

/** A yes takes the only offer; "either is fine" takes the first. */
function byConsent(text: string, wish: Wish | null, offers: readonly OfferRead[]): Choice {
  const [first] = offers;
  if (first === undefined) return NONE;
  const words = plain(text);
  const any = ANY.test(words) || wish?.soon != null;
  if (
    any &&
    !/n't\b|\bnone\b|\bnot\b/.test(
      words.replace(/(?:don't|do not) (?:really )?(?:care|mind|have)|doesn't (?:really )?matter/g, ''),
    )
  ) {
    return { type: 'slot', offer: first };
  }
  if (declines(text)) return { type: 'declined' };
  return agrees(text) ? among(offers) : NONE;
}
