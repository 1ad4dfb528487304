/** decode_vin: year, make and model from a VIN as it was spelled; asks about the one doubtful character, once. */
import type { decodeVin } from '@bayline/contracts';
import { ProviderError } from '@bayline/runtime';
import { checkVin, doubtfulCharacter, readVin } from '@bayline/spoken';
import type { z } from 'zod';
import { keepAsked } from '../calls/calls.ts';
import { standingOf } from '../identity/caller.ts';
import type { Asked } from './asked.ts';
import { tellVehicle } from './found.ts';
import { refuse } from './refusing.ts';

type Arguments = z.output<typeof decodeVin.arguments>;
type Answer = z.input<typeof decodeVin.ask.reply>;

export async function decode(asked: Asked, { vin: words }: Arguments): Promise<Answer> {
  const { characters, status } = readVin(words);
  if (status === 'last-eight') return matchEnding(asked, characters);
  if (status !== 'complete' || !checkVin(characters).wellFormed) return refuse('invalid-vin');
  const certain = checkVin(characters).checkDigitOk;
  const question = `vin:${characters}`;
  const doubt = certain || asked.call.asked.includes(question) ? null : doubtfulCharacter(characters);
  if (doubt !== null) {
    await keepAsked(asked.database, asked.call.callId, question);
    return refuse('invalid-vin', { say: doubt.ask });
  }
  return askNhtsa(asked, characters, certain);
}

/** The last eight characters are enough for a vehicle that is on file, else year, make and model are asked for. */
async function matchEnding(asked: Asked, ending: string): Promise<Answer> {
  const { customer, level } = await standingOf(asked);
  const known = level >= 1 ? customer?.vehicles.find(({ vin }) => vin?.endsWith(ending) === true) : undefined;
  if (known?.vin == null) return refuse('vin-not-decoded', { missingNames: ['vehicle'] });
  const vehicle = tellVehicle(known);
  return { ok: true, vin: known.vin, vehicle, certain: true, say: `That's your ${vehicle.say}.` };
}

async function askNhtsa({ vins }: Asked, vin: string, checkDigitOk: boolean): Promise<Answer> {
  try {
    const decoded = await vins.decode(vin);
    if (decoded === null) return refuse('vin-not-decoded', { missingNames: ['vehicle'] });
    const vehicle = tellVehicle({ ...decoded, description: null });
    const certain = checkDigitOk && !decoded.codes.includes(400);
    return { ok: true, vin, vehicle, certain, say: certain ? `That's a ${vehicle.say}.` : `Is that a ${vehicle.say}?` };
  } catch (error) {
    if (!(error instanceof ProviderError && error.provider === 'nhtsa')) throw error;
    return refuse('vin-not-decoded', { missingNames: ['vehicle'] });
  }
}
