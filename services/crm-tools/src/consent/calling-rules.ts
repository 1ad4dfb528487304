/** When and how often a customer may be called, from the dated data files of this service. */
import { z } from 'zod';
import { readDataFile } from '../data-file.ts';

const clock = z.string().regex(/^\d{2}:\d{2}$/);

const rulesFile = z.object({
  dated: z.iso.date(),
  sources: z.array(z.string()).min(1),
  hours: z.object({ from: clock, to: clock }),
  /** Calls for one reminder. */
  mostTries: z.number().int().positive(),
  /** Calls to one number. */
  mostCallsIn30Days: z.number().int().positive(),
  /** Waits after the first, second, ... try that reached nobody; the last one holds for what follows. */
  retryMinutes: z.array(z.number().positive()).min(1),
  /** Closer to the visit nobody is called any more. */
  notLaterThanMinutesBefore: z.number().nonnegative(),
  /** Local dates on which nobody is called. */
  holidays: z.array(z.iso.date()),
});

export type CallingRules = z.output<typeof rulesFile>;

export const callingRules: CallingRules = readDataFile('calling-rules.json', rulesFile);

const areaCodesFile = z.object({
  dated: z.iso.date(),
  sources: z.array(z.string()).min(1),
  unknown: z.array(z.string()).min(1),
  zones: z.array(z.object({ zones: z.array(z.string()).min(1), areaCodes: z.string() })),
});

const areaCodes = readDataFile('area-codes.json', areaCodesFile);
const zonesByCode = new Map(
  areaCodes.zones.flatMap(({ zones, areaCodes: codes }) => codes.split(' ').map((code) => [code, zones] as const)),
);

/** The zones a number may be in. Where it is not known, every hour must be fit from coast to coast. */
export function zonesOfNumber(number: string): readonly string[] {
  const code = /^\+1(\d{3})\d{7}$/.exec(number)?.[1];
  return (code === undefined ? undefined : zonesByCode.get(code)) ?? areaCodes.unknown;
}
