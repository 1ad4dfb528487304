/** Free times as they are offered: what is so about the wish, the times, and one question. */
import { sayDay, sayTime } from '../time/saying.ts';
import { type NoReason, sayNo } from './refusals.ts';
import { sayList } from './sentences.ts';

export interface Offers {
  /** Start times, in the order they are offered; at least one. */
  readonly starts: readonly (string | Date)[];
  /** Whether the wished time itself is among them. */
  readonly asWished: boolean;
  /** Why not, when it is not. */
  readonly why?: NoReason | null;
  /** The wish as it was understood: "Thursday, December 3rd in the morning". */
  readonly understood?: string | null;
  readonly zone: string;
  readonly now: Date;
}

/** "I have Tuesday, November 24th at 8 AM or 10:30 AM. Which would you like?" Each day is said once. */
export function sayOffers(offers: Offers): string {
  const { starts, asWished, why, understood } = offers;
  if (starts.length === 0) return sayNo(why ?? 'fully-booked', { when: understood ?? null });
  const one = starts.length === 1;
  const question = one ? 'Does that work for you?' : 'Which would you like?';
  if (asWished) return `I have ${sayStarts(offers)}. ${question}`;
  const no = sayNo(why ?? 'slot-taken', { when: understood ?? null });
  return `${no} The closest ${one ? 'time is' : 'times are'} ${sayStarts(offers)}. ${question}`;
}

function sayStarts({ starts, zone, now }: Offers): string {
  const days = new Map<string, string[]>();
  for (const start of starts) {
    const day = sayDay(new Date(start), zone, now);
    days.set(day, [...(days.get(day) ?? []), sayTime(start, zone)]);
  }
  const said = [...days].map(([day, times]) => `${day} at ${sayList(times, 'or')}`);
  const last = said.at(-1) ?? '';
  return said.length < 2 ? last : `${said.slice(0, -1).join(', ')}, or ${last}`;
}
