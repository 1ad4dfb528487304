/** Who books, and for which vehicle: from the file as far as the caller may use it, else from what they said. */
import type { No } from '@bayline/contracts';
import { type PhoneReading, readPhone } from '@bayline/spoken';
import { trustOf } from '../calls/call.ts';
import type { ChangeCustomer } from '../changes/change.ts';
import { areaCodeOf } from '../shops/shop.ts';
import type { Asked } from '../tools/asked.ts';
import { refuse } from '../tools/refusing.ts';
import { type CustomerSaid, customerOnFile, type Missing, newCustomer } from './booking-customer.ts';
import { type BookingVehicle, bookingVehicle, readWholeVin, type VehicleSaid } from './booking-vehicle.ts';
import { standingOf } from './caller.ts';
import type { Customer } from './customer.ts';
import { agreesByName } from './facts.ts';
import { readGivenName } from './given-name.ts';
import { type Level, levelOf } from './ladder.ts';

/** What the caller has said of themselves, as the tool's arguments give it. */
export interface Introduction {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly phone: string | null;
  readonly vehicle: string | null;
  readonly vin: string | null;
  readonly email: string | null;
}

export interface Party extends BookingVehicle {
  readonly customer: ChangeCustomer;
  /** A number they said, to be read back; null when it came with the call or is on file. */
  readonly phoneSaid: string | null;
  /** The name they are greeted by: as it is on file for who may hear it, else as they said it; null when they said none. */
  readonly firstNameSaid: string | null;
  readonly level: Level;
}

/** A customer of the file, and how much of it the caller may hear. */
interface OnRecord {
  readonly record: Customer | null;
  readonly level: Level;
}

/** The words for what is missing. */
const MISSING: Readonly<Record<Missing, string>> = {
  name: 'your name',
  phone: 'a phone number',
  vehicle: 'the year, make and model of the car',
};

/** The party of a booking, or a no that asks for what is still missing. */
export async function readParty(asked: Asked, introduction: Introduction): Promise<Party | No> {
  const said: CustomerSaid = {
    name: readGivenName(introduction.first_name, introduction.last_name),
    phone: readSaidPhone(asked, introduction.phone),
    callNumber: asked.call.number,
    // What a shop has not asked for it does not keep.
    email: asked.shop.asksEmail ? introduction.email : null,
  };
  const { record, level } = await findRecord(asked, said);
  const customer = record === null ? newCustomer(asked.newId(), said) : customerOnFile(record, level, said);
  const vehicleSaid = { words: introduction.vehicle, vin: readWholeVin(introduction.vin) };
  const vehicle = bookingVehicle(
    asked.newId(),
    record?.vehicles ?? [],
    level >= 1,
    await withDecodedVin(asked, vehicleSaid),
  );
  if (!('id' in customer) || vehicle === null) {
    const missing = ['id' in customer ? [] : customer, vehicle === null ? (['vehicle'] as const) : []].flat();
    return refuse('needs-details', { missing: missing.map((one) => MISSING[one]), missingNames: missing });
  }
  const phoneSaid = customer.isNew && said.phone !== null ? customer.phone : null;
  const named = said.name.first !== null || asked.call.customerId !== null;
  const firstNameSaid = customer.isNew || (named && level >= 1) ? customer.firstName : said.name.first;
  return { customer, ...vehicle, phoneSaid, firstNameSaid, level };
}

/** What the customer and the vehicle are in a wish in normal form: ids of new rows differ with every try. */
export function partyKeys({ customer, vehicle, said }: Party): { customer: string; vehicle: string } {
  const person = `${customer.phone} ${customer.firstName} ${customer.lastName}`;
  return { customer: customer.isNew ? person : customer.id, vehicle: vehicle.isNew ? said : vehicle.id };
}

/**
 * The record a booking goes to. A number that is vouched for finds its customer; anyone else is taken for the customer whose
 * number and name they said, or for whom they claimed to be before, and hears nothing of what is on file.
 */
async function findRecord(asked: Asked, said: CustomerSaid): Promise<OnRecord> {
  const standing = await standingOf(asked);
  const named = said.name.first !== null || said.name.last !== null;
  if (standing.customer !== null && standing.level >= 1 && (!named || agreesByName(said.name, standing.customer))) {
    return { record: standing.customer, level: standing.level };
  }
  const ofCall = named ? (await asked.customersOfCall()).filter((customer) => agreesByName(said.name, customer)) : [];
  if (ofCall[0] !== undefined) {
    return { record: ofCall[0], level: levelOf({ trust: trustOf(asked.call), numberOnFile: true, facts: [] }) };
  }
  return { record: await claimedRecord(asked, said), level: 0 };
}

async function claimedRecord(
  { customers, shop, call }: Asked,
  { name, phone }: CustomerSaid,
): Promise<Customer | null> {
  const number = phone?.e164 ?? null;
  const withNumber = number === null ? [] : await customers.withNumber(shop.id, number);
  const wholeName = name.first !== null && name.last !== null;
  const namesake = wholeName ? withNumber.find((customer) => agreesByName(name, customer)) : undefined;
  if (namesake !== undefined) return namesake;
  const claimed = call.customerId === null ? null : await customers.withId(shop.id, call.customerId);
  return claimed !== null && agreesByName(name, claimed) ? claimed : null;
}

function readSaidPhone({ shop }: Asked, text: string | null): PhoneReading | null {
  const reading = text === null ? null : readPhone(text, { areaCode: areaCodeOf(shop) });
  return reading === null || reading.status === 'none' ? null : reading;
}

/** Year, make and model from the VIN, when the caller gave nothing else and NHTSA answers; it was just asked by decode_vin. */
async function withDecodedVin({ vins, log }: Asked, said: VehicleSaid): Promise<VehicleSaid> {
  if (said.vin === null || (said.words ?? '').trim() !== '') return said;
  try {
    const decoded = await vins.decode(said.vin);
    return decoded === null
      ? said
      : { ...said, words: [decoded.year, decoded.make, decoded.model].filter(Boolean).join(' ') };
  } catch (error) {
    log.debug({ error }, 'a VIN is kept without its vehicle');
    return said;
  }
}
