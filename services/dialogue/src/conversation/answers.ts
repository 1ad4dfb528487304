/** What the conversation needs to know of a tool's answer, whichever tool it was. */
import { z } from 'zod';

const shape = z.looseObject({
  ok: z.boolean(),
  no: z.string().nullish(),
  state: z.enum(['read-back', 'done']).nullish(),
  pending: z.string().nullish(),
  say: z.union([z.string(), z.object({ facts: z.string(), question: z.string() })]).nullish(),
  offers: z.array(z.object({ slot: z.string(), say: z.string() })).nullish(),
});

export interface ToolAnswer {
  readonly ok: boolean;
  readonly no: string | null;
  readonly state: 'read-back' | 'done' | null;
  readonly pending: string | null;
  readonly say: string;
  readonly readBack: { readonly facts: string; readonly question: string } | null;
  readonly slots: readonly string[];
  /** Every text in it: what the guard lets be said afterwards. */
  readonly texts: readonly string[];
}

/** Reads an answer that the bus has validated already, or one that we made ourselves. */
export function readAnswer(raw: unknown): ToolAnswer {
  const parsed = shape.safeParse(raw);
  const answer = parsed.success ? parsed.data : { ok: false, no: 'unavailable' };
  const { say } = answer;
  return {
    ok: answer.ok,
    no: answer.no ?? null,
    state: answer.state ?? null,
    pending: answer.pending ?? null,
    say: typeof say === 'string' ? say : '',
    readBack: typeof say === 'object' && say !== null ? say : null,
    slots: (answer.offers ?? []).map((offer) => offer.slot),
    texts: textsIn(raw),
  };
}

/** Names are backed as forms of address; everything else as it stands. */
function textsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'firstName' ? [`Hi ${value}.`] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, key));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, name));
}
