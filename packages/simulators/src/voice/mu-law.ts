/** G.711 mu-law, the audio of telephones: 8,000 samples a second, one byte each. */

export const SAMPLES_PER_SECOND = 8_000;
export const SAMPLES_PER_MS = 8;
/** The byte of silence. */
export const SILENCE = 0xff;

const BIAS = 0x84;
const CLIP = 32_635;

/** Linear 16-bit value of each mu-law byte. */
export const linearOf: Int16Array = Int16Array.from({ length: 256 }, (_unused, byte) => {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + BIAS) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? BIAS - magnitude : magnitude - BIAS;
});

const bytes = Uint8Array.from({ length: 65_536 }, (_unused, index) => encode(index - 32_768));

/** The mu-law byte of a linear value; values beyond 16 bits are clipped. */
export function muLawOf(linear: number): number {
  const index = (linear < -32_768 ? -32_768 : linear > 32_767 ? 32_767 : Math.round(linear)) + 32_768;
  return bytes[index] ?? SILENCE;
}

/** `milliseconds` of silence. */
export function silence(milliseconds: number): Uint8Array {
  return new Uint8Array(Math.round(milliseconds * SAMPLES_PER_MS)).fill(SILENCE);
}

function encode(linear: number): number {
  const sign = linear < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(linear), CLIP) + BIAS;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
