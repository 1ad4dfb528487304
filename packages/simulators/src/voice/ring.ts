/**
 * The bits that carry a word: one frame, repeated like a ring for as long as the word lasts, one bit in each sample's lowest
 * place.
 *
 * A frame is a 16-bit sync mark, a byte of length (6 bits) and turn (2 bits, so that the same word twice in a row stays two
 * words), a byte of duration (units of 10 ms), the word in UTF-8, a CRC-16 of all but the mark, and a closing 0: silence is all ones and
 * must not be taken for the end of a frame.
 */

export const SYNC = 0xeb90;
export const SYNC_BITS = 16;
/** Bits after the sync mark until length and duration are known. */
export const HEAD_BITS = 16;
const CRC_BITS = 16;
const CLOSING_BITS = 1;

export interface CarriedWord {
  readonly word: string;
  /** 0 to 3: counts the words of an utterance. */
  readonly turn: number;
  /** How long the whole word lasts, in units of 10 ms; 1 to 255. */
  readonly units: number;
}

/** Bits of one frame around a word of so many bytes. */
export function ringLength(bytes: number): number {
  return SYNC_BITS + HEAD_BITS + bytes * 8 + CRC_BITS + CLOSING_BITS;
}

/** One frame as bits, one per array element. */
export function ringOf(carried: CarriedWord): Uint8Array {
  const text = Buffer.from(carried.word);
  const body = Buffer.from([(text.length << 2) | carried.turn, carried.units, ...text]);
  const crc = crc16(body);
  return bitsOf([SYNC >> 8, SYNC & 0xff, ...body, crc >> 8, crc & 0xff]);
}

/** Reads the bits of something that may be a frame: its i-th bit, the sync mark's first. */
export type BitAt = (index: number) => number;

/** Bits of the whole frame, as told by its head. */
export function ringLengthFromHead(bitAt: BitAt): number {
  return ringLength(byteFrom(bitAt, 0) >> 2);
}

/** The word of a whole frame; undefined when the checksum does not hold or nothing is carried. */
export function readRing(bitAt: BitAt): CarriedWord | undefined {
  const lengthByte = byteFrom(bitAt, 0);
  const length = lengthByte >> 2;
  const body = Uint8Array.from({ length: length + 2 }, (_unused, index) => byteFrom(bitAt, index));
  if (crc16(body) !== ((byteFrom(bitAt, length + 2) << 8) | byteFrom(bitAt, length + 3))) return undefined;
  const units = body[1] ?? 0;
  if (length === 0 || units === 0) return undefined;
  return { word: Buffer.from(body.subarray(2)).toString(), turn: lengthByte & 3, units };
}

/** The byte at `index` after the sync mark. */
function byteFrom(bitAt: BitAt, index: number): number {
  let byte = 0;
  for (let bit = 0; bit < 8; bit += 1) byte = (byte << 1) | bitAt(SYNC_BITS + index * 8 + bit);
  return byte;
}

function bitsOf(bytes: readonly number[]): Uint8Array {
  const bits = new Uint8Array(bytes.length * 8 + CLOSING_BITS);
  bytes.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) bits[index * 8 + bit] = (byte >> (7 - bit)) & 1;
  });
  return bits;
}

/** CRC-16/CCITT-FALSE. */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
