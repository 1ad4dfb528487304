/** An e-mail address as it is spoken: "bob underscore m at example dot com". */

const SIGNS: Readonly<Record<string, string>> = {
  at: '@',
  dot: '.',
  point: '.',
  period: '.',
  underscore: '_',
  dash: '-',
  hyphen: '-',
  minus: '-',
  plus: '+',
};
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const ADDRESS = /[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/;
/** Words before an address that are no part of it. */
const LEADING = /^.*\b(?:is|it's|to|address|mail|use|that's|sure|yes|yeah)[\s,:]+/;

/** The address of a text, or null when it holds none. */
export function readEmail(text: string): string | null {
  const words = text.toLowerCase().replace(/[,!?]|\.(?=\s|$)/g, '');
  const written = ADDRESS.exec(words)?.[0];
  if (written !== undefined) return written;
  const joined = words
    .replace(LEADING, '')
    .split(/\s+/)
    .map((word) => SIGNS[word] ?? digitOf(word))
    .join('');
  return ADDRESS.exec(joined)?.[0] ?? null;
}

function digitOf(word: string): string {
  const digit = DIGITS.indexOf(word);
  return digit === -1 ? word : String(digit);
}
