/** The query of a listening socket, checked as Deepgram does before it answers the upgrade. */
import { badRequest, type Refusal } from './refusal.ts';

export type Encoding = 'mulaw' | 'linear16';

export interface ListenQuery {
  readonly model: string;
  readonly encoding: Encoding;
  readonly interimResults: boolean;
  /** Silence that ends speech; null when endpointing is off. */
  readonly endpointingMs: number | null;
  readonly utteranceEndMs: number | null;
  readonly vadEvents: boolean;
  /** Whether transcripts keep punctuation and capitals. */
  readonly punctuated: boolean;
  /** Key terms and keywords in lower case. */
  readonly favoured: readonly string[];
}

/** What Deepgram takes when the query does not say. */
const DEFAULT_ENDPOINTING_MS = 10;
const MODEL = /^(nova(-[23])?|enhanced|base|whisper)(-[a-z]+)?$/;

/** The query understood, or why it is refused. */
export function readListenQuery(query: URLSearchParams): ListenQuery | Refusal {
  const model = query.get('model') ?? 'base';
  const problem = problemOf(query, model);
  if (problem !== undefined) return badRequest(problem);
  return {
    model,
    encoding: query.get('encoding') === 'linear16' ? 'linear16' : 'mulaw',
    interimResults: isTrue(query.get('interim_results')),
    endpointingMs: endpointingOf(query.get('endpointing')),
    utteranceEndMs: query.has('utterance_end_ms') ? Number(query.get('utterance_end_ms')) : null,
    vadEvents: isTrue(query.get('vad_events')),
    punctuated: isTrue(query.get('smart_format')) || isTrue(query.get('punctuate')),
    favoured: [...query.getAll('keyterm'), ...query.getAll('keywords').map((keyword) => keyword.split(':')[0] ?? '')]
      .flatMap((term) => term.toLowerCase().split(/\s+/))
      .filter((term) => term !== ''),
  };
}

function problemOf(query: URLSearchParams, model: string): string | undefined {
  if (!MODEL.test(model)) return `No such model/language/tier combination found: ${model}.`;
  if (query.has('keyterm') && !model.startsWith('nova-3')) return 'Keyterms are only supported for Nova-3 models.';
  if (query.has('keywords') && model.startsWith('nova-3')) return 'Keywords are not supported for Nova-3 models.';
  if (query.has('diarize') && query.has('diarize_model')) return 'diarize and diarize_model cannot be used together.';
  if (query.has('utterance_end_ms') && !isTrue(query.get('interim_results')))
    return 'utterance_end_ms requires interim_results.';
  const negative = ['endpointing', 'utterance_end_ms'].find((name) => Number(query.get(name) ?? 0) < 0);
  if (negative !== undefined) return `${negative} must not be negative.`;
  return audioProblemOf(query);
}

function audioProblemOf(query: URLSearchParams): string | undefined {
  const encoding = query.get('encoding');
  if (encoding === null) return 'The simulator hears raw audio only: name an encoding and a sample_rate.';
  if (!query.has('sample_rate')) return `sample_rate is required when encoding is ${encoding}.`;
  if (encoding !== 'mulaw' && encoding !== 'linear16')
    return `The simulator hears mulaw and linear16, not ${encoding}.`;
  if (query.get('sample_rate') !== '8000') return 'The simulator hears audio of 8000 samples a second.';
  if ((query.get('channels') ?? '1') !== '1') return 'The simulator hears one channel.';
  return undefined;
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

function endpointingOf(value: string | null): number | null {
  if (value === null || value === 'true') return DEFAULT_ENDPOINTING_MS;
  return value === 'false' ? null : Number(value);
}
