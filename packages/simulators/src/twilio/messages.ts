/** Text messages: taken, sent and delivered on a clock of their own, with their status callbacks. */
import type { Now } from '../wall-clock.ts';
import { rfc2822 } from './call-resource.ts';
import type { TwilioSettings } from './settings.ts';
import { newSid } from './sids.ts';
import type { Callbacks } from './status-reporter.ts';
import type { Action } from './twiml.ts';

export interface Message {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly createdAt: Date;
  status: 'queued' | 'sent' | 'delivered' | 'undelivered';
  sentAt: Date | null;
  errorCode: number | null;
}

/** Twilio's code for a handset that cannot be reached. */
const UNREACHABLE = 30_003;

export class Messages {
  readonly all = new Map<string, Message>();
  readonly #settings: () => TwilioSettings;
  readonly #callbacks: Callbacks;
  readonly #now: Now;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(settings: () => TwilioSettings, callbacks: Callbacks, now: Now) {
    this.#settings = settings;
    this.#callbacks = callbacks;
    this.#now = now;
  }

  /**
   * Somebody writes to one of the application's numbers; its name. STOP and START are acted on by Twilio itself, and told to
   * the application all the same.
   */
  receive({ from, to, body }: { from: string; to: string; body: string }, smsUrl: string | undefined): string {
    const sid = newSid('SM');
    const { optedOut } = this.#settings().messages;
    const word = body.trim().toUpperCase();
    if (STOPS.has(word) && !optedOut.includes(from)) optedOut.push(from);
    if (STARTS.has(word) && optedOut.includes(from)) optedOut.splice(optedOut.indexOf(from), 1);
    if (smsUrl === undefined) return sid;
    const { accountSid } = this.#settings();
    this.#callbacks.send(
      { url: smsUrl, method: 'POST' },
      {
        MessageSid: sid,
        SmsSid: sid,
        AccountSid: accountSid,
        From: from,
        To: to,
        Body: body,
        NumMedia: '0',
        NumSegments: '1',
        ApiVersion: '2010-04-01',
      },
    );
    return sid;
  }

  /** Takes a message and sends it on. */
  send(order: { from: string; to: string; body: string; statusCallback?: Action | undefined }): Message {
    const { sentMs, deliveredMs, undeliverable } = this.#settings().messages;
    const message: Message = {
      sid: newSid('SM'),
      from: order.from,
      to: order.to,
      body: order.body,
      createdAt: this.#now(),
      status: 'queued',
      sentAt: null,
      errorCode: null,
    };
    this.all.set(message.sid, message);
    this.#after(sentMs, () => {
      message.sentAt = this.#now();
      this.#become(message, 'sent', order.statusCallback);
    });
    this.#after(deliveredMs, () => {
      const fails = undeliverable.includes(order.to);
      if (fails) message.errorCode = UNREACHABLE;
      this.#become(message, fails ? 'undelivered' : 'delivered', order.statusCallback);
    });
    return message;
  }

  /** The Message resource. */
  resource(message: Message): Record<string, unknown> {
    const { accountSid } = this.#settings();
    const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
    return {
      sid: message.sid,
      account_sid: accountSid,
      messaging_service_sid: null,
      from: message.from,
      to: message.to,
      body: message.body,
      status: message.status,
      direction: 'outbound-api',
      num_segments: String(segments(message.body)),
      num_media: '0',
      error_code: message.errorCode,
      error_message: message.errorCode === null ? null : 'Unreachable destination handset',
      price: null,
      price_unit: 'USD',
      api_version: '2010-04-01',
      date_created: rfc2822(message.createdAt),
      date_updated: rfc2822(message.sentAt ?? message.createdAt),
      date_sent: rfc2822(message.sentAt),
      uri: `${uri}.json`,
      subresource_uris: { media: `${uri}/Media.json` },
    };
  }

  /** What was not sent yet stays so. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #after(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #become(message: Message, status: Message['status'], callback: Action | undefined): void {
    message.status = status;
    if (callback === undefined) return;
    this.#callbacks.send(callback, {
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      SmsStatus: status,
      To: message.to,
      From: message.from,
      AccountSid: this.#settings().accountSid,
      ApiVersion: '2010-04-01',
      ...(message.errorCode !== null && { ErrorCode: String(message.errorCode) }),
    });
  }
}

/** Twilio's own words for opting out and in again. */
const STOPS: ReadonlySet<string> = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const STARTS: ReadonlySet<string> = new Set(['START', 'YES', 'UNSTOP']);

const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
const TWO_SEPTETS = /[\^{}\\[~\]|€]/g;

/** How many segments a text takes: 160 GSM-7 or 70 UCS-2 characters in one, 153 or 67 in each of several. */
export function segments(body: string): number {
  const [length, one, several] = GSM7.test(body)
    ? [body.length + (body.match(TWO_SEPTETS)?.length ?? 0), 160, 153]
    : [body.length, 70, 67];
  return length <= one ? 1 : Math.ceil(length / several);
}
