/** A change to an appointment that waits for the caller's yes, and the keys that make it happen once. */
import { createHash } from 'node:crypto';

/** A customer or vehicle of a booking; a new one is written when the booking is committed. */
export interface ChangeCustomer {
  readonly id: string;
  readonly isNew: boolean;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly phoneVerified: boolean;
  /** Null leaves what is on file. */
  readonly email: string | null;
}

export interface ChangeVehicle {
  readonly id: string;
  readonly isNew: boolean;
  readonly year: number | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly description: string | null;
  /** Null leaves what is on file. */
  readonly vin: string | null;
}

interface EveryChange {
  /** The wish in normal form; a second one of the same call is the same. */
  readonly key: string;
  /** Of the arguments the wish was made with. */
  readonly hash: string;
  readonly appointmentId: string;
  readonly notes: string | null;
  /** The vehicle as it may be said in this call; null when none is known. */
  readonly vehicleSaid: string | null;
  /** Service names as they are said. */
  readonly servicesSaid: readonly string[];
  /** When it was held. */
  readonly heldAt: string;
  readonly expiresAt: string;
}

interface TakesTime {
  /** The row that holds the time until the change is committed. */
  readonly holdId: string;
  readonly services: readonly string[];
  readonly visit: 'drop-off' | 'wait' | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly freeAt: string;
}

/** As it is before `hold_change` has named it. */
export type NewChange =
  | (EveryChange &
      TakesTime & {
        readonly type: 'book';
        readonly customer: ChangeCustomer;
        readonly vehicle: ChangeVehicle | null;
        /** The vehicle may come although it is in the shop then anyway: the caller was asked. */
        readonly anotherVisit: boolean;
        /** Only visits made in this call count as being in the shop; null for all of them. */
        readonly visitsOf: string | null;
        /** The name the caller is greeted by; null when they have said none. */
        readonly firstNameSaid: string | null;
        /** Read back only when it was said in this call. */
        readonly phoneSaid: string | null;
      })
  | (EveryChange & TakesTime & { readonly type: 'move'; readonly movesFrom: string })
  | (EveryChange & { readonly type: 'cancel'; readonly startsAt: string });

/** `name` is short, valid for one call, and never given twice in it. */
export type Change = NewChange & { readonly name: string };

/** An appointment as `appointment_fact` gives it. */
export interface AppointmentSnapshot {
  readonly appointmentId: string;
  readonly shopId: string;
  readonly version: number;
  readonly bayId: string;
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly services: readonly string[];
  readonly vehicle: string | null;
  readonly customerFirstName: string;
}

/** A change that is committed, with the row it left. */
export type DoneChange = Change & { readonly appointmentName: string; readonly appointment: AppointmentSnapshot };

/** What makes two wishes of a call the same one. */
export interface Wish {
  readonly callId: string;
  readonly type: NewChange['type'];
  readonly customer: string;
  readonly vehicle: string;
  readonly services: readonly string[];
  readonly startsAt: string;
}

/** The key of a wish in normal form: spelling, case and the order of the services do not matter. */
export function wishKey(wish: Wish): string {
  const normal = [
    wish.callId,
    wish.type,
    plain(wish.customer),
    plain(wish.vehicle),
    wish.services.toSorted(),
    wish.startsAt,
  ];
  return `wish:${digest(normal)}`;
}

/** A hash of a tool's arguments: of their content, not of the order of their keys or of the letters' case. */
export function argumentsHash(argumentsGiven: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(argumentsGiven).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return digest(entries.map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
