/** A text about a vehicle as tokens: words, and numbers as digits ("f one fifty" is "f", "1", "50"). */
import { digitsAt } from '../numbers/reading.ts';
import { plainText, wordsOf } from '../words.ts';

export interface Token {
  /** Letters and digits in lower case. */
  readonly key: string;
  readonly number: boolean;
  readonly breakAfter: boolean;
}

/** Recognisers write a year as any number: "2,015". */
export function tokensOf(text: string): Token[] {
  const whole = text.replace(/\b([12]),(\d{3})\b/g, '$1$2');
  const words = wordsOf(whole.replace(/\$\s?\d[\d,.]*|\b\d+(?:st|nd|rd|th)\b|\d{1,2}:\d{2}/gi, ' , '));
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const piece = digitsAt(words, at);
    const length = piece?.words ?? 1;
    const last = words[at + length - 1];
    tokens.push({
      key: piece?.digits ?? plainText(words[at]),
      number: piece !== null,
      breakAfter: last?.breakAfter ?? true,
    });
    at += length;
  }
  return tokens;
}
