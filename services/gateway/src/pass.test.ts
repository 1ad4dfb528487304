import fc from 'fast-check';
import { PASS_LIFE_MS, type Pass, readPass, UsedOnce, writePass } from './pass.ts';

const secret = 's'.repeat(32);
const callId = `CA${'1'.repeat(32)}`;
const otherCall = `CA${'2'.repeat(32)}`;
const now = 1_795_000_000_000;
const shop = { shopId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001', name: 'Bayline Motors', deskNumber: '+12155550199' };
const pass: Pass = { stream: 2, direction: 'inbound', shop };

describe('a pass', () => {
  it('comes back as it was written', () => {
    expect(readPass(secret, callId, writePass(secret, callId, pass, now), now + 5_000)).toEqual({ ok: true, pass });
  });

  it('tells that the caller comes back from a desk that did not answer', () => {
    const back = { ...pass, deskUnanswered: true };
    expect(readPass(secret, callId, writePass(secret, callId, back, now), now)).toEqual({ ok: true, pass: back });
  });

  it('holds for its call and its secret alone', () => {
    const token = writePass(secret, callId, pass, now);
    expect(readPass(secret, otherCall, token, now)).toEqual({ ok: false, why: 'forged' });
    expect(readPass('t'.repeat(32), callId, token, now)).toEqual({ ok: false, why: 'forged' });
  });

  it('expires after a minute', () => {
    const token = writePass(secret, callId, pass, now);
    expect(readPass(secret, callId, token, now + PASS_LIFE_MS)).toMatchObject({ ok: true });
    expect(readPass(secret, callId, token, now + PASS_LIFE_MS + 1)).toEqual({ ok: false, why: 'expired' });
  });

  it('is refused with any character changed', () => {
    const token = writePass(secret, callId, pass, now);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'Aa0-_.='), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        return changed === token || !readPass(secret, callId, changed, now).ok;
      }),
    );
  });

  it('is refused when it is something else altogether', () => {
    fc.assert(fc.property(fc.string(), (token) => !readPass(secret, callId, token, now).ok));
  });

  it('fits into a parameter, however the shop is called', () => {
    const longest = { ...pass, shop: { ...shop, name: '\u{1f697}'.repeat(80) } };
    expect('pass'.length + writePass(secret, callId, longest, now).length).toBeLessThan(500);
    expect(
      'pass'.length + writePass(secret, callId, { ...pass, shop: { ...shop, name: '"'.repeat(80) } }, now).length,
    ).toBeLessThan(500);
  });
});

describe('what is used once', () => {
  it('is not used again until it has expired', () => {
    const used = new UsedOnce();
    expect(used.use('a', 0)).toBe(true);
    expect(used.use('a', PASS_LIFE_MS - 1)).toBe(false);
    expect(used.use('b', PASS_LIFE_MS - 1)).toBe(true);
    expect(used.use('a', PASS_LIFE_MS)).toBe(true);
  });
});
