/** The query parameters of Deepgram's sockets. */

export interface ListeningSettings {
  readonly model: string;
  readonly endpointingMs: number;
  readonly utteranceEndMs: number;
  /** Numbers, dates and addresses as they are written; finals may wait 3 s for one that seems incomplete. */
  readonly smartFormat: boolean;
  /** How strongly models before Nova-3 favour key terms: an exponent, 1 is none. */
  readonly keywordBoost: number;
}

/** Key terms beyond this many tokens are refused; words are counted, for they are at least a token each. */
const MOST_TERMS = 50;
const MOST_KEYWORDS = 100;

const phoneAudio = { encoding: 'mulaw', sample_rate: 8_000 } as const;

export function listeningParameters(settings: ListeningSettings, keyterms: readonly string[]) {
  return {
    model: settings.model,
    ...phoneAudio,
    channels: 1,
    interim_results: 'true',
    endpointing: settings.endpointingMs,
    utterance_end_ms: settings.utteranceEndMs,
    vad_events: 'true',
    ...(settings.smartFormat ? { smart_format: 'true' } : { punctuate: 'true' }),
    ...favouredTerms(settings, keyterms),
  } as const;
}

/** Nova-3 takes whole terms; the models before it take single words with a boost, and refuse the other form with a 400. */
function favouredTerms(settings: ListeningSettings, keyterms: readonly string[]) {
  const terms = [
    ...new Set(keyterms.map((term) => term.replaceAll(/[:,]/g, ' ').trim()).filter((term) => term !== '')),
  ];
  if (terms.length === 0) return {};
  if (settings.model.startsWith('nova-3')) return { keyterm: terms.slice(0, MOST_TERMS) };
  const words = new Set(terms.flatMap((term) => term.split(/\s+/)).filter((word) => word.length > 2));
  return { keywords: [...words].slice(0, MOST_KEYWORDS).map((word) => `${word}:${settings.keywordBoost}`) };
}

/** The SDK knows the sample rate of a streaming voice as text, and `container` not at all. */
export function speakingParameters(model: string) {
  return { model, ...phoneAudio, sample_rate: '8000', queryParams: { container: 'none' } } as const;
}

export function phraseParameters(model: string) {
  return { model, ...phoneAudio, container: 'none' } as const;
}
