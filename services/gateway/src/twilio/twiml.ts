/** TwiML documents, built with Twilio's own builder. Each is what Twilio does next with a call. */
import twilio from 'twilio';

const VOICE = { voice: 'Polly.Joanna', language: 'en-US' } as const;
/** How long a desk is rung, in seconds. */
const RING_SECONDS = 20;

export interface DeskCall {
  readonly number: string;
  /** Twilio asks here what comes after the desk hung up or did not answer. */
  readonly afterUrl: string;
  /** Twilio asks here what the person who picks up hears first. */
  readonly whisperUrl: string;
}

/** Opens the media stream; when it ends, asks `resumeUrl` what comes next. Nothing after the redirect ever runs. */
export function streamTwiml(options: { streamUrl: string; pass: string; resumeUrl: string }): string {
  const response = new twilio.twiml.VoiceResponse();
  response.connect().stream({ url: options.streamUrl }).parameter({ name: 'pass', value: options.pass });
  response.redirect({ method: 'POST' }, options.resumeUrl);
  return response.toString();
}

/** Says something, if there is something to say, and rings the desk. */
export function deskTwiml(words: string | null, desk: DeskCall): string {
  const response = new twilio.twiml.VoiceResponse();
  if (words !== null) response.say(VOICE, words);
  response
    .dial({ timeout: RING_SECONDS, answerOnBridge: true, action: desk.afterUrl, method: 'POST' })
    .number({ url: desk.whisperUrl, method: 'POST' }, desk.number);
  return response.toString();
}

/** Says something and hangs up. */
export function goodbyeTwiml(words: string): string {
  const response = new twilio.twiml.VoiceResponse();
  response.say(VOICE, words);
  response.hangup();
  return response.toString();
}

export function hangUpTwiml(): string {
  const response = new twilio.twiml.VoiceResponse();
  response.hangup();
  return response.toString();
}

/** Says something; the call goes on as it would have. */
export function sayTwiml(words: string): string {
  const response = new twilio.twiml.VoiceResponse();
  response.say(VOICE, words);
  return response.toString();
}
