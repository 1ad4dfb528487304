import { deskTookCall, ownNumber, readCall, readReport } from './webhook-fields.ts';

const CallSid = `CA${'1'.repeat(32)}`;
const fields = { CallSid, From: '+12155550123', To: '+12155550100', Direction: 'inbound', CallStatus: 'ringing' };

describe('a call as a webhook tells it', () => {
  it('is read, with what its network vouches for', () => {
    expect(readCall({ ...fields, StirVerstat: 'TN-Validation-Passed-A', FromCity: 'PHILADELPHIA' })).toEqual({
      callId: CallSid,
      from: '+12155550123',
      to: '+12155550100',
      direction: 'inbound',
      attestation: 'A',
    });
  });

  it.each(['TN-Validation-Failed-A', 'TN-Validation-Passed-D', 'No-TN-Validation', 'TN-Validation-Passed-A ', ''])(
    'is vouched for by nobody with %p',
    (StirVerstat) => {
      expect(readCall({ ...fields, StirVerstat })?.attestation).toBeNull();
    },
  );

  it.each([
    undefined,
    'anonymous',
    '+266696687',
    '+7378742833',
    'sip:someone@example.com',
    'client:joe',
    '12155550123',
  ])('has no number with From %p', (From) => {
    expect(readCall({ ...fields, From })?.from).toBeNull();
  });

  it('has our number at the other end when we placed it', () => {
    const inbound = readCall(fields);
    const outbound = readCall({ ...fields, Direction: 'outbound-api' });
    expect(inbound && ownNumber(inbound)).toBe('+12155550100');
    expect(outbound && ownNumber(outbound)).toBe('+12155550123');
  });

  it('is none without a call', () => {
    for (const nothing of [undefined, {}, { CallSid: 'CA1' }, { CallSid: ['a', 'b'] }]) {
      expect(readCall(nothing)).toBeUndefined();
    }
  });
});

describe('a report', () => {
  it('is read, with what is missing left out', () => {
    expect(readReport({ ...fields, CallStatus: 'completed', SequenceNumber: '3', CallDuration: '42' })).toEqual({
      callId: CallSid,
      status: 'completed',
      sequence: 3,
      answeredBy: null,
      durationSeconds: 42,
    });
    expect(readReport({ ...fields, AnsweredBy: 'human' })).toMatchObject({
      sequence: 0,
      answeredBy: 'human',
      durationSeconds: null,
    });
  });

  it('of an unknown status is none', () => {
    expect(readReport({ ...fields, CallStatus: 'abducted' })).toBeUndefined();
  });

  it('says whether the desk took the call', () => {
    const taken = ['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled', undefined].map(
      (DialCallStatus) => deskTookCall({ ...fields, DialCallStatus }),
    );
    expect(taken).toEqual([true, true, false, false, false, false, false]);
  });
});
