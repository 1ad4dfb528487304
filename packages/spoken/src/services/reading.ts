/** Which work a caller asks for, by its name or by what the car does. */
import { listed, plainWords } from '../words.ts';
import type { ServiceCode } from './codes.ts';
import { SIGNS, type Weight } from './symptoms.ts';

const RANK: Readonly<Record<Weight, number>> = { named: 0, symptom: 1, vague: 2 };
/** Words that are about roads and questions, not about the car. */
const ELSEWHERE =
  /\b(?:(?:long |the |a |at |red |green )*(?:traffic|stop) ?lights?|(?:at|to|the) (?:a |the |long )*lights? (?:it|and|when)|at (?:long |red |the )lights?|inspection fee|fee for (?:the )?inspection|diagnostic fee|right away|all right|bumper stickers?|(?:that |it |this |everything |all )*sounds? (?:about |all |just )?(?:good|great|right|fine|perfect|correct|accurate|okay|ok|wonderful|awesome|lovely|reasonable))\b/g;
const LONGEST = 1_500;
/** "The battery's dead", "the AC's out": a thing of the car has its verb apart, "it" has not. */
const IS = /^(\p{L}{5,}|ac)'s$/u;

interface Meant {
  readonly code: ServiceCode;
  readonly weight: Weight;
  /** Where it was said. */
  readonly at: number;
}

/**
 * Every kind of work meant, most specific first: what was asked for by name before what the car does, in the order it was
 * said, and what the caller guesses ("possibly a tune-up") last. What is only hinted at ("a strange noise" -> other) counts when nothing else is said. [] when no work is spoken of.
 */
export function readServices(text: string): ServiceCode[] {
  const words = plainText(text);
  const meant = withoutTakenBack(words, allMeant(words));
  const clear = meant.filter(({ weight }) => weight !== 'vague');
  const kept = clear.length > 0 ? clear : meant.slice(0, 1);
  const rank = ({ weight, at }: Meant): number => (isGuess(words, at) ? RANK.vague : RANK[weight]);
  const sorted = kept.toSorted((a, b) => rank(a) - rank(b) || a.at - b.at);
  return [...new Set(sorted.map(({ code }) => code))];
}

/** Words behind which a caller says what they want instead of what they said before. */
const INSTEAD =
  /\b(?:but actually|no wait|wait no|scratch that|actually no|no actually|or rather|lets just do|no make (?:it|that))\b/g;
const AS_WELL = /\b(?:also|as well|too|and then|plus|add|another thing)\b/;

/** "An oil change, but actually the brakes are more important": what was taken back is not wanted. */
function withoutTakenBack(words: string, meant: readonly Meant[]): readonly Meant[] {
  const turned = [...words.matchAll(INSTEAD)].at(-1)?.index ?? 0;
  const after = meant.filter(({ at, weight }) => at >= turned && weight !== 'vague');
  return after.length === 0 || AS_WELL.test(words.slice(turned)) ? meant : after;
}

/** "... and possibly a tune-up": the caller's own guess comes after what they know. */
function isGuess(text: string, at: number): boolean {
  return /\b(?:possibly|maybe|perhaps|probably|might (?:need|be)|could (?:need|be))(?: (?:a|an|the|some|new|get|it|its|do|need))*\s*$/.test(
    text.slice(Math.max(0, at - 40), at),
  );
}

function plainText(text: string): string {
  const words = plainWords(text.slice(0, LONGEST)).map((word) => word.replace(IS, '$1 is').replaceAll("'", ''));
  return words.join(' ').replace(ELSEWHERE, (words) => '.'.repeat(words.length));
}

/** Each sign takes its words out of the text, so that a "brake light" is no brake and an "oil leak" no oil change. */
function allMeant(text: string): Meant[] {
  const meant: Meant[] = [];
  let left = text;
  for (const { code, weight, pattern } of SIGNS) {
    left = left.replace(pattern, (words: string, ...rest: unknown[]) => {
      const at = rest.find((value) => typeof value === 'number') ?? 0;
      meant.push({ code, weight, at });
      return '.'.repeat(words.length);
    });
  }
  return meant;
}

/** Words of the trade that a recogniser should expect. */
export const serviceKeyterms: readonly string[] = listed(`
  oil change, tire rotation, flat tire, brakes, brake pads, rotors, battery, alternator, check engine light,
  transmission, clutch, air conditioning, headlight, blinker, inspection, emissions, alignment, tune-up,
  spark plugs, coolant leak, oil leak, bumper, windshield, VIN
`);
