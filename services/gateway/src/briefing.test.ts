import { NONCE_BYTES, openBriefing, sealBriefing } from './briefing.ts';

const secret = 's'.repeat(32);
const nonce = new Uint8Array(NONCE_BYTES).fill(7);
const text = 'Dana would like to move her brake job to Thursday.';

describe('a briefing', () => {
  it('is opened by whoever has the secret, and shows nothing before', () => {
    const sealed = sealBriefing(secret, text, nonce);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Dana');
    expect(openBriefing(secret, sealed)).toBe(text);
  });

  it('is not opened when it was changed, sealed by others, or is none', () => {
    const sealed = sealBriefing(secret, text, nonce);
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    expect(openBriefing(secret, bytes.toString('base64url'))).toBeNull();
    expect(openBriefing('t'.repeat(32), sealed)).toBeNull();
    expect(openBriefing(secret, '')).toBeNull();
    expect(openBriefing(secret, 'x'.repeat(100))).toBeNull();
  });
});
