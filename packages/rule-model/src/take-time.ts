/** The times in a turn: a choice among what was offered, a new wish, or the day of a visit that exists. */
import { joinPhone, readPhone } from '@bayline/spoken';
import type { Topic } from './asked.ts';
import type { Belief, Request } from './belief.ts';
import { readChoice } from './choices.ts';
import { agrees } from './consent.ts';
import { ASKS_TIME, type Heard } from './heard.ts';
import { plain } from './plain-text.ts';
import { shiftIn, wishBeside } from './time-shifts.ts';
import type { TimeMention } from './time-words.ts';
import { mergeWishes, type Wish, wishOf } from './wishes.ts';

/** The request with the times of the turn. */
export function takeTime(request: Request, heardAll: Heard, belief: Belief): Request {
  const heard = withoutDigits(heardAll);
  if (request.goal === 'cancel' || request.goal === 'hear' || request.goal === 'unsure') {
    return takeVisitDay(request, heard);
  }
  if (isNumberTalk(heard)) return request;
  if (isUnclear(request, heard)) return takeMeaning(request, heard);
  if (request.goal === 'move' && request.offers.length === 0) return takeMove(request, heard);
  return takeChoice(request, heard, belief);
}

function takeChoice(request: Request, heard: Heard, belief: Belief): Request {
  const beside = besideOffer(request, heard);
  if (beside !== null) return withWish(request, beside);
  const about = heard.mentions.length > 0 || heard.asked === 'slot';
  if (!about) return request;
  const choice = readChoice(heard.text, heard.mentions, request.offers, belief.facts.clock);
  if (choice.type === 'slot') return { ...request, offer: choice.offer };
  const [first] = request.offers;
  // "That works", to several times and again: the first will do, and is read back.
  if (
    first !== undefined &&
    heard.asked === 'slot' &&
    heard.mentions.length === 0 &&
    (belief.asks.slot ?? 0) > 1 &&
    agrees(heard.text)
  ) {
    return { ...request, offer: first };
  }
  if (choice.type === 'several') return { ...request, offers: choice.offers, offer: null };
  if (choice.type === 'other') return withWish(request, choice.wish);
  if (choice.type === 'declined') return withWish(request, null);
  const wish = wishOf(heard.mentions, heard.text);
  return wish === null ? request : withWish(request, mergeWishes(request.wish, wish));
}

/** "Make it an hour later": than the time that was chosen, else than the last one offered (than the first, when it is earlier). */
function besideOffer({ offer, offers }: Request, { text, asked, goals }: Heard): Wish | null {
  // "It stalls an hour later", told beside a name, wishes for nothing.
  const wished = ASKS_TIME.includes(asked) || goals.some(({ goal }) => goal === 'move');
  const shift = wished ? shiftIn(text) : null;
  if (shift === null) return null;
  const from = offer ?? (shift.minutes < 0 ? offers[0] : offers.at(-1));
  return from === undefined ? null : wishBeside(from.say, shift.minutes);
}

const SPELLED: readonly Topic[] = ['phone', 'area-code', 'vin', 'name', 'last-name', 'spelling', 'fact'];

/** "Eight five six..." in answer to our question for a number is no time of day, nor is a whole number anywhere. */
function isNumberTalk(heard: Heard): boolean {
  if (hasWholeNumber(heard) && heard.mentions.every(({ kind }) => kind === 'soon')) return true;
  if (!SPELLED.includes(heard.asked) || heard.mentions.some(({ kind }) => kind === 'day')) return false;
  return joinPhone([...heard.pieces]).digits.length > 2;
}

function hasWholeNumber({ text }: Heard): boolean {
  return readPhone(text).digits.length >= 7 && !/[:]|\b[ap]\.?m\b/i.test(text);
}

/** Beside a whole phone number, "five" is a digit, and "around two" is still a time. */
function withoutDigits(heard: Heard): Heard {
  if (!hasWholeNumber(heard)) return heard;
  return {
    ...heard,
    mentions: heard.mentions.filter(
      ({ kind, text }) => kind !== 'time' || !/^[a-z]+$/.test(text) || DAYPART.test(text),
    ),
  };
}

const DAYPART = /^(?:noon|midday|lunch|mornings?|afternoons?|evenings?)$/;

/** The same wish again takes nothing away: what was offered for it is still offered. */
function withWish(request: Request, wish: Wish | null): Request {
  if (wish !== null && JSON.stringify(wish) === JSON.stringify(request.wish)) return request;
  return { ...request, wish, offer: null, offers: [] };
}

/** We asked which of two days (or halves of the day) was meant. */
function isUnclear(request: Request, heard: Heard): boolean {
  return heard.asked === 'when' && request.search?.answer.no === 'unclear-time';
}

const DATE =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:st|nd|rd|th)?/g;

/** The answer to it: one of the dates we named, by its place or its week, or the same words again. */
function takeMeaning(request: Request, heard: Heard): Request {
  const dates = request.search?.answer.say.match(DATE) ?? [];
  const wish = wishOf(heard.mentions, heard.text);
  const merged = wish === null ? null : mergeWishes(request.wish, wish);
  const repeated = merged !== null && merged.day === request.wish?.day && merged.time === request.wish.time;
  const place = placeOf(plain(heard.text).replace(RULED_OUT, ' '), repeated);
  const date = place === null ? undefined : dates.at(place);
  if (date !== undefined) return withWish(request, { day: date, time: request.wish?.time ?? null, soon: null });
  return merged === null || repeated ? request : withWish(request, merged);
}

/** "I'm busy this week" speaks for the later day, not for this week. */
const RULED_OUT =
  /\b(?:busy|booked|full|away|tied up|out of town|can't|cannot|not)\b[^.,;?]*?\bthis (?:week|coming \w+day|\w+day)\b/g;

/** Who says "next Friday" again after being asked means the later of the two. */
function placeOf(words: string, repeated: boolean): number | null {
  if (/\b(?:second|later|latter|last|following|the week after|next week|other)\b/.test(words)) return -1;
  if (/\b(?:first|earlier|former|sooner|this (?:week|coming|one)|soonest|either)\b/.test(words)) return 0;
  if (!repeated) return null;
  return /\bnext\b/.test(words) ? -1 : 0;
}

function takeVisitDay(request: Request, heard: Heard): Request {
  const words = wordsOf(wishOf(heard.mentions, heard.text));
  if (words !== null) return { ...request, visitDay: words };
  const place = /\b(?:first|second|last|next|earlier|later)\b(?= one| visit| appointment|$)/.exec(plain(heard.text));
  return place === null || heard.asked !== 'which-visit' ? request : { ...request, visitDay: place[0] };
}

function wordsOf(wish: Wish | null): string | null {
  const words = [wish?.day, wish?.time].filter((part) => part).join(' ');
  return words === '' ? null : words;
}

/** "Move my Tuesday appointment to Thursday": what stands before the "to" is the visit, what follows is the wish. */
function takeMove(request: Request, heard: Heard): Request {
  if (heard.asked === 'which-visit') return takeVisitDay(request, heard);
  const split = whereWishBegins(heard);
  const visitDay = wordsOf(wishOf(heard.mentions.slice(0, split), heard.text)) ?? request.visitDay;
  const wish = wishOf(heard.mentions.slice(split), heard.text);
  const shift = shiftIn(heard.text);
  // How far from the visit's own time: that is known once the visit is.
  if (shift !== null && !wish?.time) {
    return { ...request, visitDay, wish: { day: wish?.day ?? null, time: shift.words, soon: null } };
  }
  return { ...request, visitDay, wish: wish === null ? request.wish : mergeWishes(request.wish, wish) };
}

const TOWARDS = /\b(?:to|until|till|for|into|do)\s*(?:the |maybe |like |say |sometime )*$/;

/** The index of the first mention that is wished for; the length of the list when all of them speak of the visit. */
function whereWishBegins({ text, mentions, asked }: Heard): number {
  if (asked === 'when' || asked === 'slot') return 0;
  const lower = text.toLowerCase();
  const [first] = mentions;
  if (first !== undefined && isOfVisit(first, lower)) return afterVisit(mentions, lower);
  return Math.max(
    0,
    mentions.findIndex(({ from }) => TOWARDS.test(lower.slice(0, from))),
  );
}

/** "My Tuesday appointment", "the appointment on Friday", "it's booked for Monday". */
function isOfVisit({ from, to }: TimeMention, text: string): boolean {
  const before = text.slice(0, from);
  const owned = /\b(?:my|our|from)\s*$/.test(before);
  const named =
    /\b(?:appointment|visit|booking|scheduled|booked|one)(?: (?:is|was|that's|i have|set up))*(?: on| for| at| this| next)?\s*$/.test(
      before,
    );
  return owned || named || /^\s*(?:appointment|visit|booking|slot)\b/.test(text.slice(to));
}

/** Past the mentions that stand together with the first one ("Tuesday at nine"). */
function afterVisit(mentions: readonly TimeMention[], text: string): number {
  const next = mentions.findIndex((mention, index) => {
    const before = mentions[index - 1];
    return (
      before !== undefined && !/^[\s,]*(?:at|in|on|the|of)?[\s,]*(?:the )?$/.test(text.slice(before.to, mention.from))
    );
  });
  return next === -1 ? mentions.length : next;
}
