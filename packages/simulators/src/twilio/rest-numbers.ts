/** The account and its telephone numbers: read, found by number, and given webhooks. */
import type { Request } from 'express';
import type { Exchange, NumberConfig } from './exchange.ts';
import { type Answer, Form, notFound, page } from './rest-answer.ts';

export function fetchAccount(exchange: Exchange): Answer {
  const { accountSid } = exchange.settings();
  return { status: 200, body: { sid: accountSid, friendly_name: 'Simulated', status: 'active', type: 'Full' } };
}

/** `?PhoneNumber=+1...` finds one. */
export function listNumbers(exchange: Exchange, request: Request): Answer {
  const wanted = new Form(request.query).one('PhoneNumber');
  const found = [...exchange.numbers].filter(([number]) => wanted === undefined || number === wanted);
  return page(
    request,
    'incoming_phone_numbers',
    found.map(([number, config]) => numberResource(number, config)),
  );
}

/** Sets the webhooks that the form names; the others stay. */
export function updateNumber(exchange: Exchange, request: Request): Answer {
  const number = [...exchange.numbers.keys()].find((one) => numberSid(one) === request.params.sid);
  if (number === undefined) return notFound(request);
  const form = new Form(request.body);
  const before = exchange.numbers.get(number) ?? { voiceUrl: '' };
  const config: NumberConfig = {
    voiceUrl: form.one('VoiceUrl') ?? before.voiceUrl,
    fallbackUrl: form.one('VoiceFallbackUrl') ?? before.fallbackUrl,
    statusCallback: form.one('StatusCallback') ?? before.statusCallback,
  };
  exchange.numbers.set(number, config);
  return { status: 200, body: numberResource(number, config) };
}

function numberResource(number: string, config: NumberConfig): object {
  return {
    sid: numberSid(number),
    phone_number: number,
    friendly_name: number,
    voice_url: config.voiceUrl,
    voice_method: 'POST',
    voice_fallback_url: config.fallbackUrl ?? '',
    voice_fallback_method: 'POST',
    status_callback: config.statusCallback ?? '',
    status_callback_method: 'POST',
    capabilities: { voice: true, sms: true, mms: false },
  };
}

/** The same number has the same id in every run. */
function numberSid(number: string): string {
  return `PN${Buffer.from(number).toString('hex').padStart(32, '0').slice(-32)}`;
}
