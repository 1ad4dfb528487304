/** What Twilio's webhooks about calls and messages that we sent out carry, read minimally. Pure. */
import { callId, phoneNumber } from '@bayline/contracts';
import { z } from 'zod';

export interface ReminderTry {
  readonly reminderId: string;
  readonly attempt: number;
}

const tryText = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,4})$/;

/** The try of a reminder that a URL names, as `<reminder id>.<attempt>`; undefined when it names none. */
export function readTry(text: string): ReminderTry | undefined {
  const [, reminderId, attempt] = tryText.exec(text) ?? [];
  return reminderId === undefined || attempt === undefined ? undefined : { reminderId, attempt: Number(attempt) };
}

export type Verdict = 'human' | 'machine' | 'fax' | 'unknown';

const judgedFields = z.object({
  CallSid: callId,
  AnsweredBy: z.string().max(40),
  MachineDetectionDuration: z.coerce.number().nonnegative().nullish().catch(null),
});

/** What answering machine detection has found; undefined when a request tells nothing of it. */
export function readVerdict(
  fields: unknown,
): { readonly callId: string; readonly verdict: Verdict; readonly tookMs: number | null } | undefined {
  const read = judgedFields.safeParse(fields).data;
  if (read === undefined) return undefined;
  return { callId: read.CallSid, verdict: verdictOf(read.AnsweredBy), tookMs: read.MachineDetectionDuration ?? null };
}

/** `machine_start`, `machine_end_beep`, `machine_end_silence`, `machine_end_other` are machines; a word we do not know is unknown. */
function verdictOf(answeredBy: string): Verdict {
  if (answeredBy === 'human' || answeredBy === 'fax') return answeredBy;
  return answeredBy.startsWith('machine') ? 'machine' : 'unknown';
}

const sid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/);

const messageReportFields = z.object({
  MessageSid: sid,
  MessageStatus: z.enum([
    ...(['accepted', 'scheduled', 'queued', 'sending', 'sent'] as const),
    ...(['delivered', 'undelivered', 'failed', 'canceled'] as const),
  ]),
  ErrorCode: z.string().max(20).nullish(),
});

/** A status callback of a message; undefined when it is none, or of a status that means nothing to us. */
export function readMessageReport(fields: unknown):
  | {
      readonly sid: string;
      readonly status: z.output<typeof messageReportFields>['MessageStatus'];
      readonly errorCode: string | null;
    }
  | undefined {
  const read = messageReportFields.safeParse(fields).data;
  if (read === undefined) return undefined;
  return { sid: read.MessageSid, status: read.MessageStatus, errorCode: read.ErrorCode ?? null };
}

const textFields = z.object({
  MessageSid: sid,
  From: phoneNumber,
  To: phoneNumber,
  Body: z.string().transform((text) => text.slice(0, 1_600)),
});

/** A message that somebody sent us. */
export function readText(
  fields: unknown,
): { readonly sid: string; readonly from: string; readonly to: string; readonly body: string } | undefined {
  const read = textFields.safeParse(fields).data;
  return read === undefined ? undefined : { sid: read.MessageSid, from: read.From, to: read.To, body: read.Body };
}
