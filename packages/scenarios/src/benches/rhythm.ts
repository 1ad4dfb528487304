/** What the simulated providers were told to take: every latency we quote is quoted beside it. */
import { z } from 'zod';

export interface Rhythm {
  /** Silence the recogniser waits for before a final. */
  readonly endpointingMs: number;
  /** From that silence to the final. */
  readonly sttProcessingMs: number;
  readonly interimMs: number;
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  readonly ttsFirstByteMs: number;
  readonly ttsRealTimeFactor: number;
}

/** The recogniser is asked for this endpointing by speech; it is a parameter of the request, not a setting. */
const ENDPOINTING_MS = 300;

const deepgramSettings = z.object({
  stt: z.object({ processing: z.object({ ms: z.number() }), interimMs: z.number() }),
  tts: z.object({ firstByte: z.object({ ms: z.number() }), realTimeFactor: z.number() }),
});

const openAiSettings = z.object({ firstTokenMs: z.object({ ms: z.number() }), tokensPerSecond: z.number() });

export async function readRhythm(environment: Readonly<Record<string, string>>): Promise<Rhythm> {
  const deepgram = deepgramSettings.parse(await settingsOf(environment.DEEPGRAM_BASE_URL));
  const openai = openAiSettings.parse(await settingsOf(environment.OPENAI_BASE_URL));
  return {
    endpointingMs: ENDPOINTING_MS,
    sttProcessingMs: deepgram.stt.processing.ms,
    interimMs: deepgram.stt.interimMs,
    firstTokenMs: openai.firstTokenMs.ms,
    tokensPerSecond: openai.tokensPerSecond,
    ttsFirstByteMs: deepgram.tts.firstByte.ms,
    ttsRealTimeFactor: deepgram.tts.realTimeFactor,
  };
}

async function settingsOf(url: string | undefined): Promise<unknown> {
  const response = await fetch(`${new URL(url ?? '').origin}/lab/settings`);
  return response.json();
}

/** What the providers were told to take for a turn whose first spoken piece is `piece`. */
export function providerMs(rhythm: Rhythm, piece: string): number {
  const toSentence = ((countTokens(piece) - 1) * 1_000) / rhythm.tokensPerSecond;
  return (
    rhythm.endpointingMs +
    rhythm.sttProcessingMs +
    rhythm.firstTokenMs +
    Math.max(0, toSentence) +
    rhythm.ttsFirstByteMs
  );
}

/** Where a first clause ends: at its punctuation, when it is long enough to be worth saying alone. */
const FIRST_CLAUSE = /^[\s\S]{12,}?[,.;:!?](?=\s|$)/;

/** What the model was told to take from its first token to the end of an answer's first clause. */
export function firstClauseMs(rhythm: Rhythm, answer: string): number {
  const clause = FIRST_CLAUSE.exec(answer)?.[0] ?? answer;
  return (Math.max(0, countTokens(clause) - 1) * 1_000) / rhythm.tokensPerSecond;
}

/** Tokens as the simulated model emits them: a word with the space before it, numbers by three digits, marks on their own. */
function countTokens(text: string): number {
  return (text.trimEnd().match(/\s?\p{L}{1,10}|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{N}]|\s+/gu) ?? []).length;
}
