/**
 * A recorded customer as a caller: opens with their own words and answers each question with their own words for it. What
 * they were never asked gets what a person would say. Knows of the agent only what it said. Pure but for its own memory.
 */
import { type AskedFor, askedFor } from './asked.ts';
import type { AnswerKind, Recorded } from './conversations.ts';
import { daysIn, fits, fitsDay, lastWish, type Offered, offeredIn } from './offers.ts';

/** What is said, in one or more pieces; null when there is nothing to say. */
export type Words = readonly string[] | null;

const PLAIN_YES = 'Yes.';

export class Customer {
  readonly #recorded: Recorded;
  /** Today's local date, to understand offers by. */
  readonly #today: string;
  readonly #said = new Set<number>();
  /** What was answered to each kind last, to be said again. */
  readonly #last = new Map<AnswerKind, readonly string[]>();
  readonly #corrected = new Set<string>();
  readonly #repeated = new Set<AnswerKind>();
  #wishSaidAgain = false;

  constructor(recorded: Recorded, today: string) {
    this.#recorded = recorded;
    this.#today = today;
  }

  /** The first words, when the agent has greeted. */
  open(): readonly string[] {
    return this.#next('open') ?? this.#next('problem') ?? ["Hi, I'd like to make an appointment for my car."];
  }

  /** The answer to what the agent said. */
  answer(text: string): Words {
    const asked = askedFor(text);
    if (asked === 'nothing') return null;
    return this.#answerTo(asked, text);
  }

  #answerTo(asked: AskedFor, text: string): readonly string[] {
    const { name, vehicle, problem } = this.#recorded.gold;
    switch (asked) {
      case 'help':
        return this.#own('open', "I'd like to make an appointment for my car.");
      case 'problem':
        return this.#next('problem') ?? [problem ?? "I'd just like someone to look at it."];
      case 'vehicle':
        return this.#plainly('vehicle', this.#vehicleWords());
      case 'year':
        return this.#next('vehicle') ?? [vehicle?.year == null ? "I'm not sure." : `It's a ${vehicle.year}.`];
      case 'vin':
        return ["I don't have it with me."];
      case 'name':
        return this.#plainly('name', this.#nameWords());
      case 'last-name':
        return this.#next('name') ?? [name?.last == null ? `Just ${name?.first ?? 'that'}.` : `It's ${name.last}.`];
      case 'spelling':
        return this.#spelling();
      case 'phone':
        return this.#plainly('phone', this.#phoneWords());
      case 'area-code':
        return this.#next('phone') ?? [this.#areaCode()];
      case 'email':
        return ["I'd rather not give one."];
      case 'when':
        return this.#wish();
      case 'which-day':
        return this.#whichDay(daysIn(text, this.#today));
      case 'offer':
        return this.#choose(offeredIn(text, this.#today));
      case 'confirm':
        return this.#confirm(text);
      case 'change':
        return this.#corrected.has('phone') ? [this.#phoneWords()] : ['Nothing, that is all fine.'];
      case 'more':
        return this.#goodbye();
      case 'person':
        return ['No, I would just like to make the appointment.'];
      case 'message':
        return this.#own('problem', 'Please have someone call me about my car.');
      case 'nothing':
        return [];
    }
  }

  /** Own words, once more when they were not understood, and then as plainly as anybody would say it. */
  #plainly(kind: AnswerKind, plainWords: string): readonly string[] {
    const next = this.#next(kind);
    if (next !== null) return next;
    const last = this.#last.get(kind);
    if (last === undefined || this.#repeated.has(kind)) return [plainWords];
    this.#repeated.add(kind);
    return last;
  }

  /** The first wish, the same again when it was not understood, and then whatever else was said of it. */
  #wish(): readonly string[] {
    const last = this.#last.get('when');
    if (last === undefined || this.#repeated.has('when')) return this.#own('when', 'Whenever you can fit me in.');
    this.#repeated.add('when');
    return last;
  }

  /** Of two days that may be meant, the one that was; when both would do, the wish again. */
  #whichDay(days: readonly Pick<Offered, 'date' | 'say'>[]): readonly string[] {
    const wish = lastWish(this.#recorded.gold);
    const fitting = days.filter((day) => fitsDay(day.date, wish, this.#today));
    const [only] = fitting;
    return fitting.length === 1 && only !== undefined ? [`${only.say}.`] : this.#wishAgain();
  }

  #wishAgain(): readonly string[] {
    return this.#last.get('when') ?? this.#wish();
  }

  /** Own words for a kind: those not said yet, else the last ones again, else what a person would say. */
  #own(kind: AnswerKind, otherwise: string): readonly string[] {
    return this.#next(kind) ?? this.#last.get(kind) ?? [otherwise];
  }

  /** The next words of a kind: turns that followed each other without a word of the agent are said together. */
  #next(kind: AnswerKind): readonly string[] | null {
    const { turns, gold } = this.#recorded;
    const indices = (gold.answers[kind] ?? []).toSorted((a, b) => a - b);
    const first = indices.find((index) => !this.#said.has(index));
    if (first === undefined) return this.#alreadySaid(kind);
    const run: string[] = [];
    for (let index = first; indices.includes(index) && !this.#said.has(index); index += 1) {
      const turn = turns.find(({ i }) => i === index);
      if (turn === undefined || turn.speaker !== 'customer') break;
      this.#said.add(index);
      run.push(turn.text);
    }
    if (run.length === 0) return null;
    this.#last.set(kind, run);
    return run;
  }

  /** Words that answered something else before are remembered as an answer to this as well. */
  #alreadySaid(kind: AnswerKind): null {
    const { turns, gold } = this.#recorded;
    if (!this.#last.has(kind)) {
      const words = (gold.answers[kind] ?? []).flatMap((index) => turns.find(({ i }) => i === index)?.text ?? []);
      if (words.length > 0) this.#last.set(kind, words);
    }
    return null;
  }

  #vehicleWords(): string {
    const { year, make, model } = this.#recorded.gold.vehicle ?? {};
    const words = [year, make, model].filter((part) => part != null).join(' ');
    return words === '' ? "I'm not sure." : `It's a ${words}.`;
  }

  #phoneWords(): string {
    const { phone } = this.#recorded.gold;
    return phone ? `It's ${[...phone].join(' ')}.` : "It's the number I'm calling from.";
  }

  #nameWords(): string {
    const { first, last } = this.#recorded.gold.name ?? {};
    const words = [first, last].filter((part) => part != null).join(' ');
    return words === '' ? "I'd rather not say." : `My name is ${words}.`;
  }

  #spelling(): readonly string[] {
    const { first, last } = this.#recorded.gold.name ?? {};
    const letters = (last ?? first ?? '').replace(/[^\p{L}]/gu, '').toLowerCase();
    return this.#next('name') ?? [`${[...letters].join(' ')}.`];
  }

  #areaCode(): string {
    const digits = this.#recorded.gold.phone ?? '';
    return digits.length >= 10 ? `${[...digits.slice(-10, -7)].join(' ')}.` : "It's just that.";
  }

  /** Takes an offer that fits; says the wish once more when none does, and then takes what there is. */
  #choose(offers: readonly Offered[]): readonly string[] {
    const wish = lastWish(this.#recorded.gold);
    const fitting = offers.find((offer) => fits(offer, wish, this.#today));
    if (fitting !== undefined) return [offers.length === 1 ? 'Yes, that works.' : `${fitting.say} works for me.`];
    if (!this.#wishSaidAgain) {
      this.#wishSaidAgain = true;
      return this.#next('when') ?? this.#wishAgain();
    }
    const [first] = offers;
    return [first === undefined || offers.length === 1 ? 'Okay, that works.' : `Okay, ${first.say} works.`];
  }

  /** Says yes; whoever hears their number, car or name read back wrong says so once, with their own words again. */
  #confirm(text: string): readonly string[] {
    const { phone } = this.#recorded.gold;
    const digits = digitsIn(text.split(/(?<=[.?!])\s+/).findLast((sentence) => digitsIn(sentence).length >= 7) ?? '');
    const wrong = phone && digits.length >= 7 && !phone.endsWith(digits) && !digits.endsWith(phone);
    if (wrong && !this.#corrected.has('phone')) {
      this.#corrected.add('phone');
      const again = this.#own('phone', this.#phoneWords());
      return ["No, the phone number isn't right.", ...again];
    }
    return this.#agreement();
  }

  /** The customer's own yes, when they had one that stands by itself. */
  #agreement(): readonly string[] {
    const { turns, gold } = this.#recorded;
    const others = Object.entries(gold.answers).flatMap(([kind, indices]) => (kind === 'confirm' ? [] : indices));
    const own = (gold.answers.confirm ?? [])
      .filter((index) => !this.#said.has(index) && !others.includes(index))
      .map((index) => turns.find(({ i }) => i === index))
      .find((turn) => turn !== undefined && AGREES.test(turn.text));
    if (own === undefined) return [PLAIN_YES];
    this.#said.add(own.i);
    return [own.text];
  }

  #goodbye(): readonly string[] {
    const own = this.#next('close');
    return own === null || /\?/.test(own.join(' ')) ? ["No, that's all. Thank you."] : own;
  }
}

/** Words of consent and nothing against it. */
const AGREES =
  /^(?!.*\b(?:no|not|now|but|wrong|actually|instead|don't|isn't)\b)[\s,.]*(?:yes|yeah|yep|yup|sure|correct|that's (?:correct|right|fine|good|perfect)|sounds good|okay|ok|alright|all right|perfect|great|absolutely|definitely|right|fine|exactly)\b/i;

const DIGIT_WORDS = 'zero one two three four five six seven eight nine'.split(' ');

/** The digits of a number read out in words. */
function digitsIn(text: string): string {
  return (text.toLowerCase().match(/\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b(?=[\s,.])/g) ?? [])
    .map((word) => DIGIT_WORDS.indexOf(word))
    .join('');
}
