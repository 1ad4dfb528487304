/** The fourteen kinds of work a shop does. */

export const serviceCodes = [
  'oil_change',
  'tires',
  'brakes',
  'battery',
  'engine_diagnostic',
  'transmission',
  'air_conditioning',
  'lights_electrical',
  'inspection',
  'alignment',
  'tune_up',
  'fluid_leak',
  'body',
  'other',
] as const;

export type ServiceCode = (typeof serviceCodes)[number];

const NAMES: Readonly<Record<ServiceCode, string>> = {
  oil_change: 'oil change',
  tires: 'tire service',
  brakes: 'brake service',
  battery: 'battery service',
  engine_diagnostic: 'engine diagnostic',
  transmission: 'transmission service',
  air_conditioning: 'air conditioning service',
  lights_electrical: 'lights and electrical check',
  inspection: 'inspection',
  alignment: 'wheel alignment',
  tune_up: 'tune-up',
  fluid_leak: 'leak check',
  body: 'body work',
  other: 'general check',
};

/** The kind as it is said: "oil change". */
export function serviceName(code: ServiceCode): string {
  return NAMES[code];
}

/** Whether a text is the code of a kind. */
export function isServiceCode(text: string): text is ServiceCode {
  return (serviceCodes as readonly string[]).includes(text);
}
