/** What calls cost at the providers: minutes, characters and tokens times prices. Pure. */

/** US dollars; list prices of 2026 for pay-as-you-go accounts. What an account really pays may differ. */
export const listPrices = {
  /** Twilio: an inbound minute of a local number, and its media stream. */
  phoneMinute: 0.0085 + 0.004,
  /** Deepgram nova-2, streaming. */
  heardMinute: 0.0058,
  /** Deepgram aura-2. */
  spokenThousandCharacters: 0.03,
  /** OpenAI gpt-4o: read, read again from its cache, and written. */
  millionTokensRead: 2.5,
  millionTokensCached: 1.25,
  millionTokensWritten: 10,
} as const;

export type Prices = { readonly [Name in keyof typeof listPrices]: number };

export interface Usage {
  readonly minutes: number;
  readonly spokenCharacters: number;
  readonly tokensRead: number;
  readonly tokensWritten: number;
}

export interface Cost {
  readonly phone: number;
  readonly hearing: number;
  readonly speaking: number;
  readonly thinking: number;
  readonly total: number;
  readonly perCall: number;
}

/** About four characters are a token of English. */
const CHARACTERS_PER_TOKEN = 4;
/** The prompt, the tools and the shop: sent with every request, and mostly cached. */
const STANDING_TOKENS = 3_200;
const CACHED_SHARE = 0.8;

export interface TurnText {
  readonly callerSaid: string | null;
  readonly agentSaid: string;
  readonly tools: readonly unknown[];
}

/** What a conversation used: every turn sends the whole conversation again, once more for each tool. An estimate. */
export function usageOf(turns: readonly TurnText[], minutes: number): Usage {
  let history = 0;
  let tokensRead = 0;
  let tokensWritten = 0;
  for (const { callerSaid, agentSaid, tools } of turns) {
    const words = ((callerSaid ?? '').length + agentSaid.length) / CHARACTERS_PER_TOKEN;
    history += words;
    if (callerSaid === null) continue;
    tokensRead += (STANDING_TOKENS + history) * (1 + tools.length);
    tokensWritten += agentSaid.length / CHARACTERS_PER_TOKEN;
  }
  const spokenCharacters = turns.reduce((sum, { agentSaid }) => sum + agentSaid.length, 0);
  return { minutes, spokenCharacters, tokensRead: Math.round(tokensRead), tokensWritten: Math.round(tokensWritten) };
}

export function costOf(usages: readonly Usage[], prices: Prices = listPrices): Cost {
  const sum = (of: (usage: Usage) => number): number => usages.reduce((total, usage) => total + of(usage), 0);
  const minutes = sum((usage) => usage.minutes);
  const phone = minutes * prices.phoneMinute;
  const hearing = minutes * prices.heardMinute;
  const speaking = (sum((usage) => usage.spokenCharacters) / 1_000) * prices.spokenThousandCharacters;
  const readPrice = prices.millionTokensCached * CACHED_SHARE + prices.millionTokensRead * (1 - CACHED_SHARE);
  const thinking =
    (sum((usage) => usage.tokensRead) * readPrice + sum((usage) => usage.tokensWritten) * prices.millionTokensWritten) /
    1e6;
  const total = phone + hearing + speaking + thinking;
  const cents = (dollars: number): number => Math.round(dollars * 10_000) / 10_000;
  return {
    phone: cents(phone),
    hearing: cents(hearing),
    speaking: cents(speaking),
    thinking: cents(thinking),
    total: cents(total),
    perCall: cents(total / Math.max(1, usages.length)),
  };
}

/** Share of the words that were said which were heard, in order: 1 minus the word error rate, at least 0. */
export function accuracyOf(said: string, heard: string): number {
  const a = words(said);
  const b = words(heard);
  if (a.length === 0) return b.length === 0 ? 1 : 0;
  let row = b.map((_, index) => index + 1);
  for (const [i, word] of a.entries()) {
    let before = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const cell = Math.min(above + 1, left + 1, before + (word === b[j] ? 0 : 1));
      before = above;
      left = cell;
      return cell;
    });
  }
  return Math.max(0, 1 - (row.at(-1) ?? a.length) / a.length);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
