/** The sample customers: a few with a known story for whoever writes scenarios, the others made up from the seed. */
import type { Customer, Vehicle } from '../identity/customer.ts';
import { type Random, uuidOf } from './random.ts';
import type { SampleShop } from './shops.ts';
import { models, type SampleModel, sampleVin } from './vehicles.ts';

/** A visit a persona has: days from today (the next open day from there), wall time, services. */
export interface PersonaVisit {
  readonly inDays: number;
  readonly clock: string;
  readonly services: readonly string[];
}

export interface SampleCustomer extends Customer {
  readonly shopId: string;
  readonly visit: PersonaVisit | null;
}

interface Persona {
  readonly name: readonly [string, string];
  readonly phone: string;
  readonly vehicles: readonly (readonly [number, string, string])[];
  readonly visit?: PersonaVisit;
}

/** README.md describes them. Their ids, names, numbers and vehicles are the same for every seed. */
const MOTORS: readonly Persona[] = [
  { name: ['Nora', 'Bennett'], phone: '+12155551001', vehicles: [[2018, 'Subaru', 'Outback']] },
  {
    name: ['Victor', 'Hale'],
    phone: '+12155551002',
    vehicles: [[2016, 'Honda', 'Civic']],
    visit: { inDays: 7, clock: '10:00', services: ['oil_change'] },
  },
  { name: ['James', 'Porter'], phone: '+12155551003', vehicles: [[2019, 'Toyota', 'Camry']] },
  { name: ['James', 'Porter'], phone: '+12155551004', vehicles: [[2015, 'Ford', 'F-150']] },
  { name: ['Grace', 'Sullivan'], phone: '+12155551005', vehicles: [[2020, 'Mazda', 'CX-5']] },
  { name: ['Owen', 'Sullivan'], phone: '+12155551005', vehicles: [[2012, 'Volkswagen', 'Jetta']] },
  {
    name: ['Priya', 'Raman'],
    phone: '+12155551006',
    vehicles: [
      [2017, 'Toyota', 'RAV4'],
      [2011, 'Honda', 'Accord'],
    ],
  },
  {
    name: ['Leonard', 'Brooks'],
    phone: '+12155551007',
    vehicles: [[2014, 'Chevrolet', 'Malibu']],
    visit: { inDays: 1, clock: '09:00', services: ['brakes'] },
  },
];
const SUMMIT: readonly Persona[] = [
  { name: ['Elena', 'Marsh'], phone: '+13035551001', vehicles: [[2020, 'Jeep', 'Wrangler']] },
];

const FIRST_NAMES = words(
  'Alice Brian Carla Derek Emily Frank Gloria Henry Irene Jacob Karen Louis Monica Nathan Olivia Peter Rachel Samuel ' +
    'Teresa Ulysses Vanessa Walter Yolanda Zachary Andrea Bruce Celia Douglas Esther Felix Hannah Isaac Julia Keith Laura Marcus',
);
const LAST_NAMES = words(
  'Abbott Barrett Calloway Dalton Ellison Fletcher Garrison Hobbs Ingram Jennings Kessler Langley Mercer Norwood Osborne ' +
    'Pruitt Quigley Ramsey Sheffield Thornton Underwood Vaughn Whitaker Yates Zimmer Ashby Brennan Coleman Draper Everett',
);

/** One in so many shares the number of the one before: a household. */
const HOUSEHOLDS = 20;
const NEWEST_YEAR = 2025;

/** So many customers of a shop, the personas first. */
export function sampleCustomers(random: Random, seed: number, shop: SampleShop, count: number): SampleCustomer[] {
  const personas = shop.name === 'Bayline Motors' ? MOTORS : SUMMIT;
  const customers = personas.map((persona, index) => personaOf(shop, persona, index));
  for (let n = customers.length; n < count; n += 1)
    customers.push(inventedOne(random, seed, shop, n, customers.at(-1)));
  return customers;
}

function personaOf(shop: SampleShop, persona: Persona, index: number): SampleCustomer {
  const [firstName, lastName] = persona.name;
  const id = uuidOf(`${shop.id}:persona:${index}`);
  return {
    ...{ id, shopId: shop.id, firstName, lastName, phone: persona.phone, email: null, visit: persona.visit ?? null },
    vehicles: persona.vehicles.map(([year, make, model], n) => personaVehicle(`${id}:vehicle:${n}`, year, make, model)),
  };
}

/** Always the same VIN: a zero for every choice. */
function personaVehicle(name: string, year: number, make: string, model: string): Vehicle {
  const known = models.find((one) => one.make === make && one.model === model) ?? models[0];
  const first: Random = { next: () => 0, between: (low) => low, pick: (items) => items[0] };
  return { id: uuidOf(name), year, make, model, description: null, vin: sampleVin(first, known, year) };
}

function inventedOne(
  random: Random,
  seed: number,
  shop: SampleShop,
  n: number,
  before: SampleCustomer | undefined,
): SampleCustomer {
  const id = uuidOf(`${seed}:${shop.id}:customer:${n}`);
  const household = before !== undefined && before.visit === null && random.between(1, HOUSEHOLDS) === 1;
  const own = `${shop.phone.slice(0, 5)}555${2_000 + n}`;
  const lastName = household ? before.lastName : random.pick(LAST_NAMES);
  const cars = random.between(1, 10) <= 3 ? 2 : 1;
  return {
    ...{ id, shopId: shop.id, firstName: random.pick(FIRST_NAMES), lastName, email: null, visit: null },
    phone: household ? before.phone : own,
    vehicles: Array.from({ length: cars }, (_, car) => inventedVehicle(random, `${id}:vehicle:${car}`)),
  };
}

function inventedVehicle(random: Random, name: string): Vehicle {
  const model: SampleModel = random.pick(models);
  const year = random.between(NEWEST_YEAR - 18, NEWEST_YEAR);
  const vin = random.next() < 0.7 ? sampleVin(random, model, year) : null;
  return { id: uuidOf(name), year, make: model.make, model: model.model, description: null, vin };
}

function words(text: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = text.split(' ');
  return [first, ...rest];
}
