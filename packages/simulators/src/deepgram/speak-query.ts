/** The query of a speaking socket or request, checked. */
import { badRequest, type Refusal } from './refusal.ts';

export interface SpeakQuery {
  readonly model: string;
  readonly encoding: 'mulaw' | 'linear16';
  /** Whether a WAV header goes first; never on a socket. */
  readonly wav: boolean;
  /** 0.7 to 1.5. */
  readonly speed: number;
}

/** The query understood, or why it is refused. */
export function readSpeakQuery(query: URLSearchParams, over: 'socket' | 'rest'): SpeakQuery | Refusal {
  const model = query.get('model') ?? 'aura-asteria-en';
  if (!/^aura-(2-)?[a-z]+-[a-z]{2}$/.test(model)) return badRequest(`No such model: ${model}.`);
  const encoding = query.get('encoding') ?? (over === 'socket' ? 'linear16' : 'mp3');
  if (encoding !== 'mulaw' && encoding !== 'linear16')
    return badRequest(`The simulator speaks mulaw and linear16, not ${encoding}.`);
  const rate = query.get('sample_rate') ?? (encoding === 'mulaw' ? '8000' : '24000');
  if (rate !== '8000') return badRequest(`The simulator speaks 8000 samples a second, not ${rate}.`);
  const container = query.get('container') ?? (over === 'socket' ? 'none' : 'wav');
  if (container !== 'none' && (container !== 'wav' || over === 'socket'))
    return badRequest(`Unsupported container: ${container}.`);
  const speed = Number(query.get('speed') ?? '1');
  if (!(speed >= 0.7 && speed <= 1.5)) return badRequest('speed must lie between 0.7 and 1.5.');
  return { model, encoding, wav: container === 'wav', speed };
}
