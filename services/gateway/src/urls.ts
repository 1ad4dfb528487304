/** The addresses under which Twilio finds this gateway. Pure. */
import { socketUrl } from './twilio/signatures.ts';

export const paths = {
  voice: '/twilio/voice',
  resume: '/twilio/resume',
  status: '/twilio/status',
  whisper: '/twilio/whisper',
  dialled: '/twilio/dialled',
  outbound: '/twilio/outbound',
  judged: '/twilio/judged',
  messageStatus: '/twilio/message-status',
  text: '/twilio/text',
} as const;

export interface Urls {
  readonly resume: string;
  readonly dialled: string;
  stream(callId: string): string;
  /** `briefing` is sealed: it stands in a URL, which people log. */
  whisper(briefing: string): string;
}

export function createUrls(publicUrl: string): Urls {
  return {
    resume: publicUrl + paths.resume,
    dialled: publicUrl + paths.dialled,
    stream: (callId) => `${socketUrl(publicUrl)}/media/${callId}`,
    whisper: (briefing) => `${publicUrl}${paths.whisper}?briefing=${briefing}`,
  };
}

const mediaPath = /^\/media\/(CA[0-9a-f]{32})\/?$/;

/** The call that a media socket's path names; undefined when it is no such path. */
export function callOfPath(path: string): string | undefined {
  return mediaPath.exec(path)?.[1];
}
