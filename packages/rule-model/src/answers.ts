/** What a tool answered, read leniently from the JSON of a tool message: every field is there, empty when the answer had none. */

export interface OfferRead {
  readonly slot: string;
  /** ISO 8601 with offset. */
  readonly start: string;
  /** "Tuesday, November 24th at 9 AM". */
  readonly say: string;
}

export interface AppointmentRead {
  readonly appointment: string;
  readonly services: readonly string[];
  readonly vehicle: string | null;
  readonly start: string;
  readonly say: string;
}

export interface Answer {
  readonly ok: boolean;
  /** The reason of a no, from the closed list of the contracts; `unavailable` when the answer could not be read. */
  readonly no: string | null;
  readonly say: string;
  /** A change waits for the caller's yes. */
  readonly readBack: boolean;
  /** A change is committed. */
  readonly done: boolean;
  readonly offers: readonly OfferRead[];
  readonly asWished: boolean;
  readonly appointments: readonly AppointmentRead[];
  /** The spoken forms of the vehicles on file. */
  readonly vehicles: readonly string[];
  readonly firstName: string | null;
  /** What the caller has proven so far; 2 may hear and change appointments. */
  readonly level: number;
  /** The decoded VIN and the spoken form of its vehicle. */
  readonly vin: string | null;
  readonly vehicle: string | null;
  readonly certain: boolean;
  readonly missing: readonly string[];
}

type Json = Record<string, unknown>;

/** Reads the content of a tool message. What is not an answer reads as a no of `unavailable`. */
export function readAnswer(content: string): Answer {
  const json = parse(content);
  if (json === null || typeof json.ok !== 'boolean') return { ...fromJson({}), no: 'unavailable' };
  return fromJson(json);
}

function fromJson(json: Json): Answer {
  return {
    ok: json.ok === true,
    no: json.ok === true ? null : (text(json.no) ?? 'unavailable'),
    say: sayOf(json.say),
    readBack: json.state === 'read-back',
    done: json.state === 'done',
    offers: objects(json.offers).map(offerOf).filter(isOffer),
    asWished: json.asWished === true,
    appointments: [...objects(json.appointments), ...objects([json.appointment])].map(appointmentOf),
    vehicles: objects(json.vehicles).flatMap((vehicle) => text(vehicle.say) ?? []),
    firstName: text(json.firstName),
    level: typeof json.level === 'number' ? json.level : 0,
    vin: text(json.vin),
    vehicle: isObject(json.vehicle) ? text(json.vehicle.say) : null,
    certain: json.certain === true,
    missing: Array.isArray(json.missing) ? json.missing.filter((item) => typeof item === 'string') : [],
  };
}

function parse(content: string): Json | null {
  try {
    const json: unknown = JSON.parse(content);
    return isObject(json) ? json : null;
  } catch {
    return null; // a tool message of another kind, or a cut one: read as a failure
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A `say` is a sentence, or the facts and the question of a read-back. */
function sayOf(say: unknown): string {
  if (isObject(say)) return [text(say.facts), text(say.question)].filter((part) => part !== null).join(' ');
  return text(say) ?? '';
}

function offerOf(json: Json): OfferRead {
  return { slot: text(json.slot) ?? '', start: text(json.start) ?? '', say: text(json.say) ?? '' };
}

function isOffer(offer: OfferRead): boolean {
  return offer.slot !== '' && offer.say !== '';
}

function appointmentOf(json: Json): AppointmentRead {
  return {
    appointment: text(json.appointment) ?? '',
    services: Array.isArray(json.services) ? json.services.filter((item) => typeof item === 'string') : [],
    vehicle: text(json.vehicle),
    start: text(json.start) ?? '',
    say: text(json.say) ?? '',
  };
}
