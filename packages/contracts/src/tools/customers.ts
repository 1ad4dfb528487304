/** Finding out which customer calls. Schemas have no customer id: identity comes from the call. */
import { z } from 'zod';
import { no, vehicleCard } from './answers.ts';
import { defineTool } from './define-tool.ts';

const found = z.object({
  ok: z.literal(true),
  /** Told only after the caller said it. */
  firstName: z.string(),
  vehicles: z.array(vehicleCard),
  /** What the caller has proven so far; 2 may hear and change appointments. */
  level: z.number().int().min(0).max(3),
  say: z.string(),
});

export const lookupCustomer = defineTool({
  name: 'lookup_customer',
  summary: "Finds the caller's record by the number of the call or one they said.",
  description:
    'Find the record of the person on the phone. Call it as soon as they have said their name. Leave phone null to use ' +
    'the number they are calling from; give a number only when the caller said one.',
  arguments: z.strictObject({
    phone: z.string().max(60).nullable().describe('Phone number in the words of the caller, or null'),
    name: z.string().max(120).nullable().describe('The name the caller gave, or null'),
  }),
  answer: z.discriminatedUnion('ok', [found, no]),
  changes: false,
  deadlineMs: 1_500,
});

export const searchCustomersByName = defineTool({
  name: 'search_customers_by_name',
  summary: 'Finds the caller among the customers of that name, with one more fact when several share it.',
  description:
    'Find the caller by name when their number is not on file, or verify who they are before you tell or change an ' +
    'existing appointment. Give every fact the caller has said, null for the others. It never lists other customers.',
  arguments: z.strictObject({
    first_name: z.string().max(60).nullable(),
    last_name: z.string().max(60).nullable(),
    phone: z.string().max(60).nullable().describe('Phone number in the words of the caller, or null'),
    vehicle: z.string().max(120).nullable().describe('Year, make and model in the words of the caller, or null'),
    appointment_day: z
      .string()
      .max(120)
      .nullable()
      .describe('The day of their visit in the words of the caller, or null'),
    vin_ending: z.string().max(60).nullable().describe('Last six characters of the VIN as spoken, or null'),
  }),
  answer: z.discriminatedUnion('ok', [found, no]),
  changes: false,
  deadlineMs: 1_500,
});
