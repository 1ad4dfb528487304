/** What a turn tells of the caller: name, number, e-mail, and the facts that prove who they are. */
import { joinName, joinPhone, readDigits, readPhone, sayVehicle } from '@bayline/spoken';
import type { Topic } from './asked.ts';
import { type Belief, type Caller, current } from './belief.ts';
import { readEmail } from './email-words.ts';
import { type Heard, hasMood } from './heard.ts';
import { plain } from './plain-text.ts';
import { wishOf } from './wishes.ts';

const NAME_TOPICS: readonly Topic[] = ['name', 'last-name', 'spelling'];
const PHONE_TOPICS: readonly Topic[] = ['phone', 'area-code'];

/** The belief with what the turn tells of the caller. */
export function rememberCaller(belief: Belief, heard: Heard): Belief {
  const caller = [takeName, takePhone, takeEmail, takeFacts].reduce(
    (known, take) => take(known, heard, belief),
    belief.caller,
  );
  return { ...belief, caller };
}

const NAME_CUE =
  /\b(?:my name|name's|name is|(?:the|under the|first|last|family) name|this is [a-z]+|i'm [a-z]+ [a-z]+|it's under|put it under|spelled|spelling|spell that|call me|it's [a-z]+ [a-z]+ (?:here|calling|speaking)|[a-z]+ [a-z]+ (?:here|speaking))\b/;
/** "Hi, Dana Whitfield. I need ...": two capitalised words before the matter itself. */
const OPENS_WITH_NAME =
  /^(?:(?:hi|hello|hey|yes|good (?:morning|afternoon|evening))(?: there)?[,.!]? +)?(?:it's +)?(?-i:\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+)[.,!]/iu;

function takeName(caller: Caller, heard: Heard): Caller {
  const asked = NAME_TOPICS.includes(heard.asked);
  const opens = heard.asked === 'help' && OPENS_WITH_NAME.test(heard.text.trim());
  const offered = (opens || NAME_CUE.test(plain(heard.text))) && !heard.questions.includes('own-name');
  if (!asked && !offered && !isSpelledLate(caller, heard)) return caller;
  const said = heard.pieces.map((piece) => asNamePiece(piece, heard.asked, caller));
  const pieces = [...caller.namePieces, ...said];
  const name = joinName(pieces);
  return name === null ? caller : { ...caller, namePieces: pieces, name };
}

/** The rest of a spelling may arrive when we have already asked for the number: letters, and no digit. */
function isSpelledLate({ name }: Caller, { asked, text }: Heard): boolean {
  const letters = text.match(/\b\p{L}\b/gu)?.length ?? 0;
  return name !== null && PHONE_TOPICS.includes(asked) && letters > 2 && !/\d/.test(text);
}

/** "Walker" alone, after we asked for the last name, is one. */
function asNamePiece(piece: string, asked: Topic, caller: Caller): string {
  const bare = /^[\p{L}'’.-]+(?: [\p{L}'’-]{2,}){0,2}[.!]?$/u.test(piece.trim()) && !/\b\p{L} \p{L}\b/u.test(piece);
  const first = caller.name?.first?.toLowerCase();
  if (asked !== 'last-name' || !bare || (first !== undefined && piece.toLowerCase().startsWith(first))) return piece;
  return /\bname\b/i.test(piece) ? piece : `last name ${piece}`;
}

const PHONE_CUE =
  /\b(?:(?:phone|cell|mobile|contact|telephone|my|the)(?: phone| cell)? ?number|number(?:'s| is)|cell|mobile|reach me|call me (?:back )?(?:at|on)|area code)\b/;
const THIS_NUMBER =
  /\b(?:this|same|the) (?:number|phone|one)\b(?=.*\b(?:call|from|on|now|using)\b)|\bthis (?:number|one|phone)(?: is)? (?:is )?(?:fine|good|works|here)|\b(?:number|one|phone) (?:that )?i(?:'m| am) (?:calling|on)\b|^(?:this|the same|same|this (?:number|one))[.!]*$|\bthis is my (?:number|cell|phone)|\bthis number\b/;

function takePhone(caller: Caller, heard: Heard, belief: Belief): Caller {
  const words = plain(heard.text);
  const asked = PHONE_TOPICS.includes(heard.asked);
  if (THIS_NUMBER.test(words) && (asked || /number|phone/.test(words)) && readDigits(heard.text).length < 7) {
    return { ...caller, thisNumber: true };
  }
  const said = heard.pieces.flatMap((piece) => phonePieceOf(piece, heard, belief));
  if (said.length === 0) return caller;
  const pieces = [...caller.phonePieces, ...said];
  const phone = joinPhone(pieces);
  return phone.status === 'none' ? caller : { ...caller, phonePieces: pieces, phone, thisNumber: false };
}

/** The part of a message that gives digits of a number, or nothing. */
function phonePieceOf(piece: string, heard: Heard, belief: Belief): string[] {
  const digits = readDigits(piece);
  if (digits.length < 3 && !(PHONE_TOPICS.includes(heard.asked) && digits.length > 0)) return [];
  if (PHONE_TOPICS.includes(heard.asked)) return [piece];
  const cue = PHONE_CUE.exec(plain(piece));
  if (cue !== null) return [piece.slice(cue.index)];
  const { status } = readPhone(piece);
  if (status === 'complete') return [piece];
  return correctsNumber(heard, belief, status === 'too-long') ? [piece] : [];
}

const VIN_TOPICS: readonly Topic[] = ['vin', 'vin-character', 'fact'];

/** After a read-back, digits that are no time of day correct the number; so many that no number is longer do so at any time. */
function correctsNumber(heard: Heard, belief: Belief, many: boolean): boolean {
  if (belief.caller.phone === null || heard.mentions.length > 0 || heard.vehicle !== null) return false;
  return many ? !VIN_TOPICS.includes(heard.asked) : ['confirm', 'what-to-change'].includes(heard.asked);
}

/** An address counts when it was asked for or named as one. */
function takeEmail(caller: Caller, heard: Heard): Caller {
  if (heard.asked !== 'email' && !/e-?mail|@/i.test(heard.text)) return caller;
  const email = readEmail(heard.text);
  return email === null ? caller : { ...caller, email };
}

const VIN_ENDING = /\b(?:last (?:six|6|eight|8)|ends? (?:in|with)|ending)\b/;

/** Facts that prove an identity: any vehicle or day said of a visit that exists. */
function takeFacts(caller: Caller, heard: Heard, belief: Belief): Caller {
  const goal = current(belief)?.goal;
  const about = heard.asked === 'fact' || (goal !== undefined && goal !== 'book' && goal !== 'message');
  if (!about) return caller;
  const facts = { ...caller };
  const known = heard.vehicle;
  if (known !== null) facts.vehicle = sayVehicle(known);
  const day = heard.asked === 'fact' ? wishOf(heard.mentions, heard.text)?.day : null;
  if (day) facts.visitDay = day;
  if (VIN_ENDING.test(plain(heard.text)) || isVinEnding(heard, caller)) facts.vinEnding = heard.text;
  return facts;
}

/** Six or so letters and digits in answer to a question for proof. */
function isVinEnding(heard: Heard, caller: Caller): boolean {
  if (heard.asked !== 'fact' || heard.vehicle !== null || heard.mentions.length > 0 || hasMood(heard, 'thanks'))
    return false;
  return caller.vinEnding === null && readDigits(heard.text).length >= 4 && readPhone(heard.text).status !== 'complete';
}
