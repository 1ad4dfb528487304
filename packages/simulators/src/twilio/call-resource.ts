/** A call as the REST API shows it. */
import type { Call } from './call.ts';

/** The Call resource: numbers as strings, dates as in RFC 2822. */
export function callResource(call: Call, queuedMs = 0): Record<string, unknown> {
  const { sid, accountSid, from, to, direction, parentSid } = call.details;
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${sid}`;
  const seconds = call.durationSeconds;
  return {
    sid,
    account_sid: accountSid,
    parent_call_sid: parentSid ?? null,
    to,
    to_formatted: to,
    from,
    from_formatted: from,
    phone_number_sid: null,
    status: call.status,
    start_time: rfc2822(call.answeredAt),
    end_time: rfc2822(call.endedAt),
    duration: seconds === null ? null : String(seconds),
    price: null,
    price_unit: 'USD',
    direction,
    answered_by: call.answeredBy,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(Math.round(queuedMs)),
    trunk_sid: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    uri: `${uri}.json`,
    subresource_uris: {
      recordings: `${uri}/Recordings.json`,
      streams: `${uri}/Streams.json`,
      notifications: `${uri}/Notifications.json`,
      events: `${uri}/Events.json`,
    },
  };
}

/** `Tue, 03 Nov 2026 15:04:05 +0000`. */
export function rfc2822(date: Date): string;
export function rfc2822(date: Date | null): string | null;
export function rfc2822(date: Date | null): string | null {
  return date === null ? null : date.toUTCString().replace('GMT', '+0000');
}
