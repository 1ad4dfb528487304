/**
 * The sentence whispered to the person who picks up a transferred call. It travels in the whisper's URL, sealed: any gateway
 * can open it, and what a caller said appears in no log. Pure.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

export const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals `text`. `nonce` is 12 random bytes, never used twice. */
export function sealBriefing(secret: string, text: string, nonce: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** The sealed sentence, or null when it was not sealed by us. */
export function openBriefing(secret: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // A wrong tag: somebody else's bytes. There is a sentence for having none.
    return null;
  }
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'bayline whispered briefing', 32));
}
