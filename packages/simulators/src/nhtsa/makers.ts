/** Who builds what: the maker behind the first three characters of a VIN (the world manufacturer identifier), and its country. */
import { modelLines } from './model-lines.ts';

export interface Maker {
  /** Empty when several makes share the identifier. */
  readonly make: string;
  readonly manufacturer: string;
  readonly country: string;
}

const MANUFACTURERS: Readonly<Record<string, string>> = {
  ACURA: 'HONDA MOTOR CO., LTD',
  AUDI: 'AUDI AG',
  BMW: 'BMW AG',
  BUICK: 'GENERAL MOTORS LLC',
  CADILLAC: 'GENERAL MOTORS LLC',
  CHEVROLET: 'GENERAL MOTORS LLC',
  CHRYSLER: 'FCA US LLC',
  DODGE: 'FCA US LLC',
  FIAT: 'FCA US LLC',
  FORD: 'FORD MOTOR COMPANY, USA',
  GMC: 'GENERAL MOTORS LLC',
  HONDA: 'AMERICAN HONDA MOTOR CO., INC.',
  HYUNDAI: 'HYUNDAI MOTOR CO',
  INFINITI: 'NISSAN MOTOR COMPANY, LTD',
  JEEP: 'FCA US LLC',
  KIA: 'KIA CORPORATION',
  'LAND ROVER': 'JAGUAR LAND ROVER LIMITED',
  LEXUS: 'TOYOTA MOTOR CORPORATION',
  LINCOLN: 'FORD MOTOR COMPANY, USA',
  MAZDA: 'MAZDA MOTOR CORPORATION',
  'MERCEDES-BENZ': 'MERCEDES-BENZ AG',
  MERCURY: 'FORD MOTOR COMPANY, USA',
  MINI: 'BMW AG',
  MITSUBISHI: 'MITSUBISHI MOTORS CORPORATION',
  NISSAN: 'NISSAN NORTH AMERICA, INC.',
  PONTIAC: 'GENERAL MOTORS LLC',
  PORSCHE: 'DR. ING. H.C. F. PORSCHE AG',
  RAM: 'FCA US LLC',
  SATURN: 'GENERAL MOTORS LLC',
  SCION: 'TOYOTA MOTOR CORPORATION',
  SUBARU: 'SUBARU CORPORATION',
  SUZUKI: 'SUZUKI MOTOR CORPORATION',
  TESLA: 'TESLA, INC.',
  TOYOTA: 'TOYOTA MOTOR CORPORATION',
  VOLKSWAGEN: 'VOLKSWAGEN AG',
  VOLVO: 'VOLVO CAR CORPORATION',
};

/** Identifiers whose model lines are not in the table: the make is known, and nothing more. */
const MORE_CODES: Readonly<Record<string, string>> = {
  '1G3': 'OLDSMOBILE',
  '1G8': 'SATURN',
  '3GS': 'SATURN',
  '5GZ': 'SATURN',
  JS2: 'SUZUKI',
  JS3: 'SUZUKI',
  KL5: 'SUZUKI',
  JF3: 'SUBARU',
  JT2: 'TOYOTA',
  JT3: 'TOYOTA',
  JT4: 'TOYOTA',
  JT6: 'LEXUS',
  JT8: 'LEXUS',
  JNA: 'NISSAN',
  JN6: 'NISSAN',
  SAJ: 'JAGUAR',
  SCF: 'ASTON MARTIN',
  VF1: 'RENAULT',
  WME: 'SMART',
  YS3: 'SAAB',
  ZAR: 'ALFA ROMEO',
  ZFF: 'FERRARI',
};

/** By the first character of the VIN. */
const COUNTRIES: Readonly<Record<string, string>> = {
  1: 'UNITED STATES (USA)',
  2: 'CANADA',
  3: 'MEXICO',
  4: 'UNITED STATES (USA)',
  5: 'UNITED STATES (USA)',
  7: 'UNITED STATES (USA)',
  9: 'BRAZIL',
  J: 'JAPAN',
  K: 'SOUTH KOREA',
  M: 'THAILAND',
  S: 'UNITED KINGDOM (UK)',
  V: 'FRANCE',
  W: 'GERMANY',
  Y: 'SWEDEN',
  Z: 'ITALY',
};

/** Some identifiers are shared by makes of one group: then only the manufacturer is known from them. */
const makesByCode = new Map<string, Set<string>>();
for (const [code, make] of Object.entries(MORE_CODES)) makesByCode.set(code, new Set([make]));
for (const line of modelLines) {
  for (const prefix of line.prefixes) {
    const code = prefix.slice(0, 3);
    makesByCode.set(code, (makesByCode.get(code) ?? new Set()).add(line.make));
  }
}

/** The maker of a VIN, or undefined when its first three characters are not registered. */
export function makerOf(vin: string): Maker | undefined {
  const [make, ...others] = makesByCode.get(vin.slice(0, 3)) ?? [];
  if (make === undefined) return undefined;
  return {
    make: others.length === 0 ? make : '',
    manufacturer: MANUFACTURERS[make] ?? make,
    country: COUNTRIES[vin.charAt(0)] ?? '',
  };
}
