/** Decoded VINs are kept for a week: what a VIN means does not change. */
import type { Cache } from '../cache/cache.ts';
import type { VinDecoder } from './nhtsa.ts';

const SEVEN_DAYS_S = 7 * 24 * 3_600;

export function rememberVins(decoder: VinDecoder, cache: Cache): VinDecoder {
  return { decode: (vin) => cache.get(`vins:${vin}`, SEVEN_DAYS_S, () => decoder.decode(vin)) };
}
