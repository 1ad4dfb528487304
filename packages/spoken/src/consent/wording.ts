/** How callers say yes and no: patterns over plain words without apostrophes, each as long as one thought. */
import { listed } from '../words.ts';

export type Kind =
  | 'yes'
  | 'no'
  /** Says nothing either way: "well", "thank you", "that's all". */
  | 'filler'
  /** Half a yes: enough beside a yes, not alone. */
  | 'hedge'
  /** Names the change itself: "book it", "cancel it". */
  | 'deed';

/** One of these; the longer first, as the first that fits is taken. */
const any = (text: string): string =>
  `(?:${listed(text)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})`;

const GOOD = any(`
    right, correct, fine, good, great, perfect, okay, ok, awesome, wonderful, excellent, fantastic,
    accurate, cool, alright, all right, lovely, true, amazing, super, ideal, terrific, acceptable,
    alrighty, all righty, okey dokey, okie dokie, a good time, a good one, like a plan, spot on, dandy, splendid
  `);
const SUBJECT = any(`
    thats, that is, that all is, its, it is, this is, everything is, everythings, all of that is, its all, thats all,
    that would be, thatd be, thatll be, that will be, it would be, itll be, that should be, thats going to be,
    you are, youre,
    sounds, that sounds, it sounds, everything sounds, that all sounds, this sounds, looks, that looks, it looks,
    everything looks, seems, that seems
  `);
const VERY = any(`
  all, just, perfectly, absolutely, totally, completely, exactly, very, really, so, pretty, quite, indeed, about,
  definitely, certainly, actually, still
`);
const WITH_ME = `(?: (?:to|with|by|for) (?:me|us|that|it|you))`;
const IT = any(`
  it, that, this, them, the appointment, my appointment, that appointment, this one, that one, me in, me down,
  it in, that in, it up, that up, it down, it for me, that for me, that one for me, the reservation,
  that reservation, me
`);

/** What the caller may tell us to do; the verbs of the three changes are told apart by `deedOf`. */
const BOOKING = any(`
  book, schedule, reserve, confirm, set up, set, lock, put, sign, note, save
`);
const MOVING = any('move, reschedule, switch, change');
const CANCELLING = any('cancel, delete, remove, drop, call off');
const DEED = `(?:${BOOKING}|${MOVING}|${CANCELLING})`;

const YES_WORDS = any(`
    yes, yeah, yea, yep, yup, yeh, yah, ya, yess, yip, aye, yessir, yes sir, yes maam, yes mam, yeah sure,
    sure, sure thing, for sure, certainly, surely, absolutely, definitely, of course, indeed, exactly, precisely,
    totally,
    affirmative, agreed, i agree, confirmed, i confirm, yes indeed, by all means, without a doubt, no doubt,
    you bet, you betcha,
    mhm, roger, roger that, ten four, copy that, please,
    very well,
    no problem, not a problem, thats no problem, that is no problem, thats not a problem, that is not a problem,
    that wont be a problem,
    that shouldnt be a problem, that will not be a problem, no problem at all, not a problem at all,
    thats not a problem at all, no problem with that,
    i do, i am, it is, that is, i will, i can, i did, we do, we can, we will, i would, they are, it does, that does,
    i sure do, i certainly do,
    go ahead, go for it, go right ahead, please go ahead, you can, you may, you can go ahead, proceed,
    please proceed, continue, please continue,
    do it, do that, please do, please do that, lets do it, lets do that, lets do this, lets go, lets go with that,
    lets go for it, lets do that one,
    ill take it, ill take that, ill take that one, ill do that, ill do that one, ill do it, i can do that,
    i can make that, i can make it, i can make that work, i will do that, well take it, we can do that,
    i want it, i want that, id like that, i would like that, id love that, i like it, i like that, count me in,
    im in, make it so, sign me up, sign me up for that, sign me up for it, put me down, put me down for that,
    pencil me in, book me, book me in, book me for that,
    you got it, you got it right, you got that right, youve got it, you have it right, you have that right,
    you heard everything, thats me, that is me,
    thats my number, that is my number, thats my name, thats my car, thats the one, that is the one,
    thats the right one, thats what i said, thats what i want, thats what id like,
    i understand, understood, im good with that, im okay with it, im ok with it, i am okay with it,
    im fine with that, im okay with that, no objection, no objections
  `);
const THING = any('that, it, this, that one, that time, the time, everything');
const SUITS = any(`
  works, will work, should work, would work, does work, will do, would do, suits, suits me, works out
`);
const WELL = any('just, perfectly, great, fine, well, good, perfect, really well, out');
const WORKS = `(?:${THING} )?${SUITS}(?: ${WELL})?${WITH_ME}?`;
const WILL_WORK = `(?:thatll|itll|thisll|that will) (?:work|do)${WITH_ME}?`;

const NO_WORDS = any(`
    no, nope, nah, naw, nay, no way, no sir, no maam, negative, uhuh, no thanks, no thank you,
    never,
    not really, not at all, not quite, not exactly, absolutely not, definitely not, certainly not, of course not,
    not for me, not that one, not that,
    wrong, thats wrong, that is wrong, its wrong, youre wrong, incorrect, thats incorrect, that is incorrect,
    not it, thats not it, that is not it, that isnt it,
    i dont, i do not, i cant, i cannot, i wont, i wouldnt, i didnt, i did not, we dont, it isnt, it is not,
    it doesnt, that isnt,
    dont, do not, please dont, please do not, dont do it, dont do that, please dont do that, forget it,
    i dont want it, i dont want that, i dont want to, i dont want this,
    i dont think so, i do not think so, i think not, i dont believe so, i guess not, i dont agree, i disagree,
    i cant do that, i cant make that, i cant make it, i wont be able to
  `);
const NOT = any(`
  thats not, that isnt, that is not, its not, it isnt, it is not, not, that doesnt sound, that doesnt look,
  doesnt sound, im not, that wouldnt be, that wont be
`);
const UNSUITED = any(`
  doesnt work, does not work, wont work, will not work, isnt going to work, is not going to work, wouldnt work,
  cant work, doesnt suit me
`);
const FAILS = `(?:${THING} )?${UNSUITED}(?: for (?:me|us))?`;
const DONT_DEED = `(?:please )?${any('dont, do not')} (?:go ahead and )?${DEED}(?: ${IT})?`;

const ASKING = any('please, lets, you can, you may, just, id like to, i want to, i would like to');
const DO_DEED = `(?:${ASKING} )*(?:go ahead and )?${DEED}(?: ${IT})?(?: (?:then|please|now))*`;

const HEDGES = any(`
  i think so, i think thats right, i think thats correct, i guess, i guess so, i suppose, i suppose so,
  i believe so, i think, i believe, why not, as far as i know, if you say so, i reckon, i reckon so,
  i would say so, id say so
`);

const FILLERS = any(`
    um, uh, uhm, umm, er, erm, ah, oh, eh, hm, hmm, mm, well, so, like, hey, hi, hello, just, actually, then, and,
    hell, heck, oh my, wow, jeez,
    thanks, thank you, thank you so much, thank you very much, thanks so much, thanks a lot, many thanks,
    thank you kindly, thanks for asking, thanks for that, thank you for that, thanks for your help,
    thank you for your help, thank you for letting me know, thanks for letting me know,
    thank you for letting me know that, thanks for letting me know that, i know, i know it, i know that,
    bye, bye bye, goodbye, good bye, you too, have a nice day, have a good day, have a great day, have a good one,
    take care, i appreciate it, i appreciate that, appreciate it, i really appreciate it, i really appreciate that,
    much appreciated,
    sir, maam, mam, man, dear, buddy, my friend, let me see, you know, no worries, got it, i got it, i see, gotcha,
    well done, nice, good job, dont worry,
    thats it, that is it, thats all, that is all, thats everything, that is everything, thatll be it, thatll be all,
    that will be it, that will be all, that would be it, that would be all, thats about it, nothing else, nothing,
    thats all i need, thats all i needed, that was it, that one, excuse me, sorry
  `);

const pattern = (source: string): RegExp => new RegExp(`${source}(?= |$)`, 'y');

/** Tried at each word; the longest match is the thought. */
export const WORDINGS: readonly { readonly kind: Kind; readonly pattern: RegExp }[] = [
  { kind: 'yes', pattern: pattern(YES_WORDS) },
  { kind: 'yes', pattern: pattern(`(?:${SUBJECT} )?(?:${VERY} )*${GOOD}${WITH_ME}?`) },
  { kind: 'yes', pattern: pattern(WORKS) },
  { kind: 'yes', pattern: pattern(WILL_WORK) },
  { kind: 'no', pattern: pattern(NO_WORDS) },
  { kind: 'no', pattern: pattern(`${NOT} (?:${VERY} )*${GOOD}${WITH_ME}?`) },
  { kind: 'no', pattern: pattern(FAILS) },
  { kind: 'no', pattern: pattern(DONT_DEED) },
  { kind: 'deed', pattern: pattern(DO_DEED) },
  { kind: 'hedge', pattern: pattern(`${NOT} (?:${VERY} )*(?:wrong|incorrect|bad|false)`) },
  { kind: 'hedge', pattern: pattern(HEDGES) },
  { kind: 'filler', pattern: pattern(FILLERS) },
];

/** Which change a deed names: "please move it" -> "move". */
export function deedOf(words: string): 'book' | 'move' | 'cancel' {
  if (new RegExp(`\\b${CANCELLING}\\b`).test(words)) return 'cancel';
  return new RegExp(`\\b${MOVING}\\b`).test(words) ? 'move' : 'book';
}
