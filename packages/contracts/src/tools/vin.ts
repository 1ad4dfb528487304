/** Decoding a VIN the caller spelled. */
import { z } from 'zod';
import { no, vehicleCard } from './answers.ts';
import { defineTool } from './define-tool.ts';

export const decodeVin = defineTool({
  name: 'decode_vin',
  summary: 'Year, make and model from a spoken VIN, checked by its check digit; asks about the one doubtful character.',
  description:
    'Decode a VIN. Pass the characters exactly as the caller spelled them ("one H G, C as in Charlie, ...").',
  arguments: z.strictObject({
    vin: z.string().max(400),
  }),
  answer: z.discriminatedUnion('ok', [
    z.object({
      ok: z.literal(true),
      vin: z.string(),
      vehicle: vehicleCard,
      /** False when the check digit does not agree: to be asked as a question, never said as a fact. */
      certain: z.boolean(),
      say: z.string(),
    }),
    no,
  ]),
  changes: false,
  deadlineMs: 3_500,
});
