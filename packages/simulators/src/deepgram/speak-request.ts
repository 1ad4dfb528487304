/** POST /v1/speak: one text, streamed back as audio. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { takeFault } from '../faults.ts';
import { draw } from '../latency.ts';
import type { Random } from '../random.ts';
import { hasCredentials } from './credentials.ts';
import { badRequest, type Refusal, refusalOf, refuseRequest } from './refusal.ts';
import type { DeepgramSettings } from './settings.ts';
import { readSpeakQuery, type SpeakQuery } from './speak-query.ts';
import { Voicing } from './voicing.ts';
import { wavHeader } from './wav.ts';

/** Answers one request to speak. The audio stops with the client. */
export function answerSpeak(
  request: Request,
  response: Response,
  options: { settings: DeepgramSettings; random: Random; onCharacters: (count: number) => void },
): void {
  const { settings, random } = options;
  const requestId = randomUUID();
  const fault = takeFault(settings.faults, ({ on }) => on === 'rest', random);
  if (fault?.type === 'unanswered') return;
  if (fault?.type === 'refuse') return refuseRequest(response, refusalOf(fault.status), requestId);
  const asked = readRequest(request, settings);
  if ('status' in asked) return refuseRequest(response, asked, requestId);

  const { text, query } = asked;
  options.onCharacters(text.length);
  response.set({
    'content-type': query.wav ? 'audio/wav' : contentType(query),
    'dg-request-id': requestId,
    'dg-model-name': query.model,
    'dg-char-count': String(text.length),
  });
  const voicing = new Voicing(query, settings.tts, (audio) => {
    if (!response.headersSent && query.wav) response.write(wavHeader(query.encoding));
    response.write(audio);
  });
  response.on('close', () => voicing.stop());
  if (fault?.type === 'reset') setTimeout(() => request.socket.resetAndDestroy(), fault.afterMs);
  voicing.voice(text, draw(settings.tts.firstByte, random), () => response.end());
}

function readRequest(request: Request, settings: DeepgramSettings): { text: string; query: SpeakQuery } | Refusal {
  if (!hasCredentials(request.headers)) return refusalOf(401);
  const query = readSpeakQuery(new URL(request.url, 'http://localhost').searchParams, 'rest');
  if ('status' in query) return query;
  const text: unknown = request.body?.text;
  if (typeof text !== 'string' || text.trim() === '') return badRequest('The body must hold a text to speak.');
  if (text.length > settings.tts.charactersPerSpeak) {
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'Input text exceeds maximum character limit.' };
  }
  return { text, query };
}

function contentType({ encoding }: SpeakQuery): string {
  return encoding === 'mulaw' ? 'audio/mulaw;rate=8000' : 'audio/l16;rate=8000';
}
