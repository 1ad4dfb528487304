/** A VIN in a turn: its characters, in pieces, and the answer to a doubt about one of them. */
import { doubtfulCharacter, readDigits, readVehicle, readVin } from '@bayline/spoken';
import type { Request } from './belief.ts';
import { agrees, declines } from './consent.ts';
import type { Heard } from './heard.ts';

const VIN_WORD = /\bv\.?i\.?n\.?(?: number)?(?: is|'s|:)?\b|\bvehicle identification(?: number)?(?: is)?/i;

/** The request with the characters the turn spells. */
export function takeVin(request: Request, heard: Heard): Request {
  const word = VIN_WORD.exec(heard.text);
  if (word === null && (heard.asked !== 'vin' || heard.vehicle !== null)) return request;
  const words = word === null ? heard.text : heard.text.slice(word.index + word[0].length);
  if (readVin(words).characters.length < 2 || declines(heard.text)) return request;
  return { ...request, vinPieces: [...request.vinPieces, words.trim()] };
}

/** The request after our doubt about its VIN was answered: corrected, spelled anew, or without it. */
export function takeVinAnswer(request: Request, heard: Heard): Request {
  const { vin } = request;
  if (heard.asked !== 'vin-character' || vin === null) return request;
  if (vin.answer.ok) return takeDecoded(request, vin.answer.vehicle, heard.text);
  if (readVin(heard.text).characters.length > 7) return { ...request, vinPieces: [heard.text] };
  const corrected = correctedBy(heard.text, readVin(request.vinPieces.join(' ')).characters);
  if (corrected !== null) return { ...request, vinPieces: [[...corrected].join(' ')] };
  return withoutVin(request);
}

function withoutVin(request: Request): Request {
  return { ...request, vinPieces: [], vin: null };
}

/** "Is it a 2003 Honda Accord?" answered. */
function takeDecoded(request: Request, vehicle: string | null, text: string): Request {
  if (agrees(text)) return { ...request, vehicle: vehicle === null ? request.vehicle : readVehicle(vehicle) };
  return declines(text) ? withoutVin(request) : request;
}

/** A yes takes the likely character, a letter or digit is taken as it is said; anything else corrects nothing. */
function correctedBy(text: string, characters: string): string | null {
  const doubt = doubtfulCharacter(characters);
  if (doubt === null) return null;
  const right = agrees(text) ? doubt.likely : characterIn(text);
  return right === null ? null : characters.slice(0, doubt.position - 1) + right + characters.slice(doubt.position);
}

/** "No, M as in Mary" -> "M", "a five" -> "5". */
function characterIn(text: string): string | null {
  const letter = /\b([b-hj-z0-9])\b(?= as in| like| for|[\s.!]*$)/i.exec(text)?.[1]?.toUpperCase();
  const digits = readDigits(text);
  return letter ?? (digits.length === 1 ? digits : null);
}
