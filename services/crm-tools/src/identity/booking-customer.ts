/** The customer of a booking: one who is on file, or a new one from what was said. */
import type { PhoneReading } from '@bayline/spoken';
import type { ChangeCustomer } from '../changes/change.ts';
import type { Customer } from './customer.ts';
import type { GivenName } from './given-name.ts';
import type { Level } from './ladder.ts';

/** What a booking can lack. */
export type Missing = 'name' | 'phone' | 'vehicle';

export interface CustomerSaid {
  readonly name: GivenName;
  /** The number they said; null when they said none. */
  readonly phone: PhoneReading | null;
  /** The number of the call. */
  readonly callNumber: string | null;
  readonly email: string | null;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A customer of the file. An e-mail is only added to a record by a caller who may change what is on it. */
export function customerOnFile(record: Customer, level: Level, said: CustomerSaid): ChangeCustomer {
  return {
    id: record.id,
    isNew: false,
    firstName: record.firstName,
    lastName: record.lastName,
    phone: record.phone,
    phoneVerified: false,
    email: level >= 2 && record.email === null ? readEmail(said.email) : null,
  };
}

/** A customer who is new, or what is still missing of them. A number is refused for its length only. */
export function newCustomer(id: string, said: CustomerSaid): ChangeCustomer | readonly Missing[] {
  const { name, phone, callNumber } = said;
  const firstName = name.first ?? name.last;
  const number = phone === null ? callNumber : keptNumber(phone);
  const missing: Missing[] = [
    ...(firstName === null ? ['name' as const] : []),
    ...(number === null ? ['phone' as const] : []),
  ];
  if (firstName === null || number === null) return missing;
  return {
    id,
    isNew: true,
    firstName,
    lastName: name.first === null ? null : name.last,
    phone: number,
    phoneVerified: phone === null || phone.verified,
    email: readEmail(said.email),
  };
}

/** No telephone number of the world has more digits. */
const MOST_DIGITS = 15;

/** A number is refused when it is too short, or longer than any: digits too many for this country are kept as they were said. */
function keptNumber({ status, e164, digits }: PhoneReading): string | null {
  if (status === 'complete') return e164 ?? digits;
  return status === 'too-long' && digits.length <= MOST_DIGITS ? digits : null;
}

function readEmail(text: string | null): string | null {
  const email = text?.toLowerCase() ?? '';
  return EMAIL.test(email) ? email : null;
}
