/** What Twilio tells of a call in every webhook. */
import type { Call } from './call.ts';
import type { Parameters } from './signature.ts';

/** The parameters that stand in every request about a call. */
export function callParameters(call: Call): Parameters {
  const { sid, accountSid, from, to, direction, parentSid, attestation } = call.details;
  return {
    CallSid: sid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: call.status,
    ApiVersion: '2010-04-01',
    Direction: direction,
    ...(parentSid !== undefined && { ParentCallSid: parentSid }),
    ...(attestation !== undefined && { StirVerstat: `TN-Validation-Passed-${attestation}` }),
  };
}

/** Where the numbers are from, as incoming calls tell it. */
export function placeParameters(): Parameters {
  const place = { City: '', State: '', Zip: '', Country: 'US' };
  const named = ['From', 'To', 'Caller', 'Called'].flatMap((who) =>
    Object.entries(place).map(([name, value]) => [`${who}${name}`, value] as const),
  );
  return Object.fromEntries(named);
}
