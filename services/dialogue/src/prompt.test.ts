import { aBrief } from '../test/playing.ts';
import { promptVersion, systemMessages } from './prompt.ts';

const prompt = { instructions: 'Be kind.', version: 'a1' };
const now = new Date('2026-11-23T15:00:00Z');

describe('the version of what was said', () => {
  it('changes with the instructions, the shop, and nothing of the call', () => {
    const version = promptVersion(prompt, aBrief);
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(promptVersion(prompt, { ...aBrief, caller: { numberShown: false, matches: 'none', level: 0 } })).toBe(
      version,
    );
    expect(promptVersion({ ...prompt, version: 'b2' }, aBrief)).not.toBe(version);
    const dearer = { ...aBrief, shop: { ...aBrief.shop, address: '14 Main Street' } };
    expect(promptVersion(prompt, dearer)).not.toBe(version);
  });
});

describe('the facts of a call', () => {
  it('tell of the shop, the moment and the caller, one line each, behind the instructions', () => {
    const [instructions, facts] = systemMessages(prompt, aBrief, now);
    expect(instructions).toBe('Be kind.');
    expect(facts).toContain('Hours: Monday to Friday 7:30 AM to 6 PM; closed Saturday to Sunday');
    expect(facts).toContain('Services: oil change (30 min, from $49)');
    expect(facts).toContain('Now: Monday, November 23rd, 10 AM (America/New_York)');
    expect(facts).toContain('Desk now: open');
    expect(facts).toContain('Caller: number shown, one customer has it');
  });

  it('hold what the owner has written of the shop', () => {
    const [, facts] = systemMessages({ ...prompt, shopFile: 'Parking: In front.' }, aBrief, now);
    expect(facts).toContain('\nParking: In front.');
  });

  it('say when nobody is at the desk', () => {
    const [, facts] = systemMessages(prompt, aBrief, new Date('2026-11-23T23:00:00Z'));
    expect(facts).toContain('Desk now: closed');
  });
});
