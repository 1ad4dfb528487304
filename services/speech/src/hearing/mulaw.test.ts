import { isVoiced, silence } from './mulaw.ts';

describe('the audio of a telephone', () => {
  it('is silent when it is silence', () => {
    expect(silence(20)).toHaveLength(160);
    expect(isVoiced(silence(20))).toBe(false);
    expect(isVoiced(new Uint8Array(0))).toBe(false);
  });

  it('is voiced when a tenth of it is loud, whatever the sign', () => {
    const quiet = new Uint8Array(160).fill(0xf0);
    expect(isVoiced(quiet)).toBe(false);
    expect(isVoiced(quiet.map((byte, index) => (index % 8 === 0 ? 0x9c : byte)))).toBe(true);
    expect(isVoiced(quiet.map((byte, index) => (index % 8 === 0 ? 0x1c : byte)))).toBe(true);
    expect(isVoiced(quiet.map((byte, index) => (index === 0 ? 0x80 : byte)))).toBe(false);
  });
});
