/** NHTSA's vPIC decodes VINs: year, make and model. No key, no SDK; bad VINs are answered 200 with codes inside. */
import { type Guard, type GuardMaker, type Provider, ProviderError } from '@bayline/runtime';
import { z } from 'zod';

export interface DecodedVin {
  readonly year: number | null;
  readonly make: string;
  readonly model: string | null;
  /** Codes of what NHTSA doubts, 0 when nothing: 1 is the check digit, 400 are characters that cannot be. */
  readonly codes: readonly number[];
}

export interface VinDecoder {
  /** Null when NHTSA does not know such a vehicle. @throws ProviderError when it does not answer. */
  decode(vin: string): Promise<DecodedVin | null>;
}

export interface NhtsaOptions {
  readonly baseUrl: string;
  readonly deadlineMs: number;
  readonly guard: GuardMaker;
}

/** Of about 150 fields these are used; missing ones are empty strings, or null in some variants. */
const answer = z.object({
  Results: z
    .array(
      z.object({
        Make: z.string().nullish(),
        Model: z.string().nullish(),
        ModelYear: z.string().nullish(),
        ErrorCode: z.string().nullish(),
      }),
    )
    .min(1),
});

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** NHTSA needs no key to be real: it is simulated when its address is on this machine. @throws Error in production. */
export function nhtsaProvider(environment: 'development' | 'test' | 'production', baseUrl: string): Provider {
  const real = !LOOPBACK.test(new URL(baseUrl).hostname);
  if (!real && environment === 'production')
    throw new Error('nhtsa would be simulated in production: unset NHTSA_BASE_URL');
  return { name: 'nhtsa', real, baseUrl };
}

export function connectNhtsa({ baseUrl, deadlineMs, guard }: NhtsaOptions): VinDecoder {
  const guarded: Guard = guard({ provider: 'nhtsa', operation: 'decode', deadlineMs });
  return {
    decode: (vin) => guarded.run((signal) => request(new URL(path(vin), baseUrl), signal)),
  };
}

function path(vin: string): string {
  return `/api/vehicles/DecodeVinValues/${encodeURIComponent(vin)}?format=json`;
}

async function request(url: URL, signal: AbortSignal): Promise<DecodedVin | null> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) throw refused(`status ${response.status}`, response.status >= 500 || response.status === 429);
  const body = answer.safeParse(parseJson(await response.text()));
  // A blocked client is sent a page of HTML.
  if (!body.success) throw refused('an answer that is not JSON of the known shape', true);
  const [result] = body.data.Results;
  const make = tidy(result?.Make);
  if (result === undefined || make === null) return null;
  const year = Number(result.ModelYear);
  return {
    year: Number.isInteger(year) && year > 1900 ? year : null,
    make: titled(make),
    model: tidy(result.Model),
    codes: readCodes(result.ErrorCode ?? ''),
  };
}

function refused(message: string, retryable: boolean): ProviderError {
  return new ProviderError('nhtsa', 'refused', { retryable, message: `NHTSA sent ${message}` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Refused by the schema, like any other unknown shape.
    return undefined;
  }
}

/** Codes come as "1,7,400", in older answers with their texts behind them. */
function readCodes(text: string): number[] {
  return text.split(/[,;]/).flatMap((part) => {
    const code = /^\s*(\d+)/.exec(part)?.[1];
    return code === undefined ? [] : [Number(code)];
  });
}

function tidy(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Makes come in capitals: "HONDA" -> "Honda", "MERCEDES-BENZ" -> "Mercedes-Benz"; short ones are abbreviations and stay: "BMW". */
function titled(make: string): string {
  if (make.length <= 3) return make;
  return make.toLowerCase().replace(/(^|[\s-])[a-z]/g, (start) => start.toUpperCase());
}
