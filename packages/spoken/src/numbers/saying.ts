/** Numbers and money in words that any voice reads right. */
import { ordinalOf, TEENS, TENS, UNITS } from './number-words.ts';

const SMALL: readonly string[] = ['zero', ...UNITS.keys(), ...TEENS.keys()];
const TENS_WORDS: readonly string[] = [...TENS.keys()];
const SCALES: readonly (readonly [number, string])[] = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1_000, 'thousand'],
];
const LARGEST = 999_999_999_999;

/** 25 -> "twenty-five", -3 -> "minus three". Fractions are rounded; what has no words is said as it is written. */
export function sayCardinal(value: number): string {
  const whole = Math.round(value);
  if (!Number.isFinite(whole) || Math.abs(whole) > LARGEST) return String(value);
  if (whole < 0) return `minus ${sayCardinal(-whole)}`;
  for (const [size, name] of SCALES) {
    if (whole >= size) return joined(`${sayCardinal(Math.floor(whole / size))} ${name}`, whole % size);
  }
  if (whole >= 100) return joined(`${SMALL[Math.floor(whole / 100)]} hundred`, whole % 100);
  return belowHundred(whole);
}

function joined(head: string, rest: number): string {
  return rest === 0 ? head : `${head} ${sayCardinal(rest)}`;
}

function belowHundred(value: number): string {
  const small = SMALL[value];
  if (small !== undefined) return small;
  const tens = TENS_WORDS[Math.floor(value / 10) - 2] ?? '';
  return value % 10 === 0 ? tens : `${tens}-${SMALL[value % 10]}`;
}

/** 3 -> "third", 25 -> "twenty-fifth". */
export function sayOrdinal(value: number): string {
  const cardinal = sayCardinal(value);
  const at = Math.max(cardinal.lastIndexOf(' '), cardinal.lastIndexOf('-')) + 1;
  return cardinal.slice(0, at) + ordinalOf(cardinal.slice(at));
}

/** 3 -> "3rd": ordinals as they stand in a date, which voices read right. */
export function writeOrdinal(value: number): string {
  const lastTwo = value % 100;
  if (lastTwo >= 11 && lastTwo <= 13) return `${value}th`;
  return `${value}${['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'}`;
}

interface Coin {
  readonly unit: readonly [one: string, many: string];
  readonly cent: readonly [one: string, many: string];
}

const DOLLARS: Coin = { unit: ['dollar', 'dollars'], cent: ['cent', 'cents'] };
const COINS: Readonly<Record<string, Coin>> = {
  USD: DOLLARS,
  CAD: DOLLARS,
  EUR: { unit: ['euro', 'euros'], cent: ['cent', 'cents'] },
  GBP: { unit: ['pound', 'pounds'], cent: ['penny', 'pence'] },
  MXN: { unit: ['peso', 'pesos'], cent: ['centavo', 'centavos'] },
};

/** 89 -> "eighty-nine dollars", 49.5 -> "forty-nine dollars and fifty cents". `amount` is in whole units of the currency. */
export function sayMoney(amount: number, currency = 'USD'): string {
  if (!Number.isFinite(amount)) return String(amount);
  const coin = COINS[currency.toUpperCase()] ?? { unit: [currency, currency], cent: ['cent', 'cents'] };
  const cents = Math.round(Math.abs(amount) * 100);
  const units = counted(Math.floor(cents / 100), coin.unit);
  const small = counted(cents % 100, coin.cent);
  const sign = amount < 0 && cents > 0 ? 'minus ' : '';
  if (cents % 100 === 0) return sign + units;
  return sign + (cents < 100 ? small : `${units} and ${small}`);
}

function counted(value: number, [one, many]: readonly [string, string]): string {
  return `${sayCardinal(value)} ${value === 1 ? one : many}`;
}

/** "2018" -> "two zero one eight": every digit as a word, for numbers that must be heard one by one. */
export function sayDigits(digits: string): string {
  return [...digits].map((digit) => (/\d/.test(digit) ? (SMALL[Number(digit)] ?? digit) : digit)).join(' ');
}
