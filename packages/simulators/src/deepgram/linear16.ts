/** Linear 16-bit little-endian audio to and from mu-law. Words survive when the samples were mu-law once. */
import { linearOf, muLawOf } from '../voice/mu-law.ts';

/** A converter of consecutive bytes; a sample cut in half waits for its other byte. */
export function linear16ToMuLaw(): (bytes: Uint8Array) => Uint8Array {
  let half: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    const joined = half.length === 0 ? Buffer.from(bytes) : Buffer.concat([half, bytes]);
    const samples = joined.length >> 1;
    half = joined.subarray(samples * 2);
    return Uint8Array.from({ length: samples }, (_unused, index) => muLawOf(joined.readInt16LE(index * 2)));
  };
}

export function muLawToLinear16(muLaw: Uint8Array): Buffer {
  const linear = Buffer.allocUnsafe(muLaw.length * 2);
  muLaw.forEach((byte, index) => {
    linear.writeInt16LE(linearOf[byte] ?? 0, index * 2);
  });
  return linear;
}
