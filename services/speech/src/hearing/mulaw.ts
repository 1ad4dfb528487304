/** What the house knows of the telephone's audio: headerless mu-law, 8 kHz, mono. */

export const BYTES_PER_MS = 8;

/** The mu-law byte of silence. */
export const SILENCE = 0xff;

/** Above this magnitude (about -31 dBFS: the fourth of mu-law's eight segments) a sample is loud. */
const LOUD_SEGMENT = 0x30;

/** Whether a stretch of audio holds sound worth recognising: at least a tenth of its samples are loud. */
export function isVoiced(audio: Uint8Array): boolean {
  const step = 2;
  let loud = 0;
  for (let i = 0; i < audio.length; i += step) {
    if ((~(audio[i] ?? SILENCE) & 0x70) >= LOUD_SEGMENT) loud += 1;
  }
  return loud * step * 10 >= audio.length && loud > 0;
}

export function silence(milliseconds: number): Uint8Array {
  return new Uint8Array(Math.round(milliseconds * BYTES_PER_MS)).fill(SILENCE);
}
