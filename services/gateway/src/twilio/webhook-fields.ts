/** What Twilio's webhooks carry, read minimally: the fields that are needed, however many others there are. Pure. */
import { callId, phoneNumber } from '@bayline/contracts';
import { z } from 'zod';

/** Numbers that networks send when there is none: anonymous, restricted, blocked, unknown, unavailable. */
const nobodysNumbers: ReadonlySet<string> = new Set([
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8566696',
  '+86282452253',
]);

/** A phone number; null for a withheld one, a client, a SIP address. */
const caller = z
  .string()
  .nullish()
  .transform((value) => {
    const number = phoneNumber.safeParse(value);
    return number.success && !nobodysNumbers.has(number.data) ? number.data : null;
  });

const direction = z
  .string()
  .nullish()
  .transform((value): 'inbound' | 'outbound' => (value?.startsWith('outbound') === true ? 'outbound' : 'inbound'));

/** Full attestation and its lesser grades; anything else, also a verification that failed, is none. */
const attestation = z
  .string()
  .nullish()
  .transform((value) => {
    const grade = /^TN-Validation-Passed-([ABC])$/.exec(value ?? '')?.[1];
    return grade === 'A' || grade === 'B' || grade === 'C' ? grade : null;
  });

const callFields = z.object({
  CallSid: callId,
  From: caller,
  To: caller,
  Direction: direction,
  StirVerstat: attestation,
});

export interface TwilioCall {
  readonly callId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly attestation: 'A' | 'B' | 'C' | null;
}

/** The call a webhook is about; undefined when it names none. */
export function readCall(fields: unknown): TwilioCall | undefined {
  const read = callFields.safeParse(fields).data;
  if (read === undefined) return undefined;
  const { CallSid, From, To, Direction, StirVerstat } = read;
  return { callId: CallSid, from: From, to: To, direction: Direction, attestation: StirVerstat };
}

/** Our own number in a call: the one that was dialled, or the one that dials. */
export function ownNumber(call: TwilioCall): string | null {
  return call.direction === 'outbound' ? call.from : call.to;
}

/** The other end's number; null when it is withheld. */
export function theirNumber(call: TwilioCall): string | null {
  return call.direction === 'outbound' ? call.to : call.from;
}

const wholeNumber = z.coerce.number().int().nonnegative();

const reportFields = z.object({
  CallSid: callId,
  CallStatus: z.enum([
    ...(['queued', 'initiated', 'ringing', 'in-progress', 'completed'] as const),
    ...(['busy', 'failed', 'no-answer', 'canceled'] as const),
  ]),
  SequenceNumber: wholeNumber.catch(0),
  AnsweredBy: z.string().max(40).nullish(),
  CallDuration: wholeNumber.nullish().catch(null),
});

/** A status callback; undefined when it is none. */
export function readReport(fields: unknown):
  | {
      readonly callId: string;
      readonly status: z.output<typeof reportFields>['CallStatus'];
      readonly sequence: number;
      readonly answeredBy: string | null;
      readonly durationSeconds: number | null;
    }
  | undefined {
  const read = reportFields.safeParse(fields).data;
  if (read === undefined) return undefined;
  return {
    callId: read.CallSid,
    status: read.CallStatus,
    sequence: read.SequenceNumber,
    answeredBy: read.AnsweredBy ?? null,
    durationSeconds: read.CallDuration ?? null,
  };
}

/** Whether a person at the desk took the call, as `<Dial>` reports it. */
export function deskTookCall(fields: unknown): boolean {
  const status = z.object({ DialCallStatus: z.string() }).safeParse(fields).data?.DialCallStatus;
  return status === 'completed' || status === 'answered';
}

/** Whether the caller is still on the line after a desk was rung. */
export function callerIsThere(fields: unknown): boolean {
  const status = z.object({ CallStatus: z.string() }).safeParse(fields).data?.CallStatus;
  return status === undefined || status === 'in-progress' || status === 'ringing';
}
