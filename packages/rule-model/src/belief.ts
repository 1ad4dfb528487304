/** What is believed about a call: everything that was said and answered, folded to what the next move needs. */
import type { NameReading, PhoneReading, VehicleReading } from '@bayline/spoken';
import type { Answer, AppointmentRead, OfferRead } from './answers.ts';
import type { Topic } from './asked.ts';
import type { Facts } from './facts.ts';
import type { Heard } from './heard.ts';
import type { Goal } from './requests.ts';
import type { Wish } from './wishes.ts';

/** A tool's answer and the facts it was asked with, so that it is asked again only when they have changed. */
export interface Asked {
  readonly facts: string;
  readonly answer: Answer;
}

/** Who is calling, as far as they said. */
export interface Caller {
  readonly namePieces: readonly string[];
  readonly name: NameReading | null;
  readonly phonePieces: readonly string[];
  readonly phone: PhoneReading | null;
  /** They want to be reached at the number they call from. */
  readonly thisNumber: boolean;
  readonly email: string | null;
  /** Facts that prove who they are. */
  readonly vehicle: string | null;
  readonly visitDay: string | null;
  readonly vinEnding: string | null;
  /** The last look-up of their record. */
  readonly identity: Asked | null;
  /** How often a tool refused for want of proof. */
  readonly refusals: number;
}

/** One thing the caller wants. */
export interface Request {
  readonly goal: Goal;
  /** The work to be done, by the names it is spoken by or in the caller's words. */
  readonly services: readonly string[];
  readonly notes: string | null;
  readonly vehicle: VehicleReading | null;
  /** The caller's words for a vehicle that could not be read. */
  readonly vehicleWords: string | null;
  readonly vinPieces: readonly string[];
  readonly vin: Asked | null;
  readonly wish: Wish | null;
  readonly visit: 'drop-off' | 'wait' | null;
  readonly search: Asked | null;
  readonly offers: readonly OfferRead[];
  readonly offer: OfferRead | null;
  /** Which day the visit is that is to be heard, moved or cancelled, in the caller's words. */
  readonly visitDay: string | null;
  readonly appointments: Asked | null;
  readonly appointment: AppointmentRead | null;
  /** The last attempt to change something. */
  readonly change: Asked | null;
  readonly anotherVisit: boolean;
  /** The matter of a message for the desk. */
  readonly matter: string | null;
}

export interface Belief {
  readonly facts: Facts;
  readonly caller: Caller;
  /** What is open; the first is being served. */
  readonly requests: readonly Request[];
  /** The goals that were reached, and the sentence that said so. */
  readonly finished: readonly { readonly goal: Goal; readonly say: string }[];
  /** The vehicle of what was booked last. */
  readonly lastVehicle: VehicleReading | null;
  /** The work the caller asked about last, without wanting it yet. */
  readonly mentioned: readonly string[];
  /** The caller's last words. */
  readonly heard: Heard;
  /** What we said last, and how often each topic was asked for the request being served. */
  readonly said: string;
  readonly asks: Readonly<Partial<Record<Topic, number>>>;
  /** Turns in a row from which nothing was understood. */
  readonly lost: number;
  /** How often a tool of the present request could not answer at all, and what the last one said about it. */
  readonly troubles: number;
  readonly troubleSaid: string;
  /** Tools used since the caller last spoke. */
  readonly toolsThisTurn: number;
  /** Our last answer was thrown away by the house: this one says only what is sure. */
  readonly careful: boolean;
  /** Whether the caller was told not to drive; whether a person was promised. */
  readonly warned: boolean;
  readonly promised: boolean;
}

export const nobody: Caller = {
  namePieces: [],
  name: null,
  phonePieces: [],
  phone: null,
  thisNumber: false,
  email: null,
  vehicle: null,
  visitDay: null,
  vinEnding: null,
  identity: null,
  refusals: 0,
};

export function newRequest(goal: Goal): Request {
  return {
    goal,
    services: [],
    notes: null,
    vehicle: null,
    vehicleWords: null,
    vinPieces: [],
    vin: null,
    wish: null,
    visit: null,
    search: null,
    offers: [],
    offer: null,
    visitDay: null,
    appointments: null,
    appointment: null,
    change: null,
    anotherVisit: false,
    matter: null,
  };
}

/** The request being served. */
export function current(belief: Belief): Request | null {
  return belief.requests[0] ?? null;
}

/** The belief with its current request changed; without one, nothing changes. */
export function withCurrent(belief: Belief, change: (request: Request) => Request): Belief {
  const [first, ...rest] = belief.requests;
  return first === undefined ? belief : { ...belief, requests: [change(first), ...rest] };
}

/** Whether the caller's record was found, and its vehicles. */
export function onFile(caller: Caller): readonly string[] | null {
  return caller.identity?.answer.ok === true ? caller.identity.answer.vehicles : null;
}

/** A tool failed twice: the request goes to the desk as a message instead of being tried a third time. */
export function isOutOfOrder(belief: Belief): boolean {
  return belief.troubles > 1;
}
