/** What a recogniser's results mean for a call: which facts are told, once each, and where an utterance ends. */

export interface RecognisedWord {
  readonly word: string;
  /** The word as it is written in a sentence, with its capitals and punctuation. */
  readonly written: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/** One result of a recogniser. Times are milliseconds; in the recogniser's stream at its socket, in the call from here on. */
export type Recognised =
  | { readonly type: 'voice-began'; readonly atMs: number }
  | {
      readonly type: 'segment';
      readonly startMs: number;
      readonly endMs: number;
      readonly text: string;
      readonly words: readonly RecognisedWord[];
      readonly confidence: number;
      /** The segment will not change any more. */
      readonly final: boolean;
      /** The caller has paused after it. */
      readonly speechFinal: boolean;
    }
  | { readonly type: 'utterance-ended'; readonly lastWordEndMs: number };

type Segment = Extract<Recognised, { type: 'segment' }>;

interface ToldSegment {
  readonly text: string;
  readonly words: { word: string; startMs: number; endMs: number; confidence: number }[];
  readonly startMs: number;
  readonly endMs: number;
}

/** A fact to tell, without what names its teller. */
export type Told =
  | { readonly type: 'started'; readonly offsetMs: number }
  | ({ readonly type: 'partial' } & ToldSegment)
  | ({
      readonly type: 'final';
      readonly confidence: number;
      readonly speechFinal: boolean;
      readonly lastWordEndMs: number;
    } & ToldSegment)
  | { readonly type: 'utterance-ended'; readonly lastWordEndMs: number };

export interface Hearing {
  /** An earlier owner told everything up to here. */
  readonly toldUpToMs: number;
  /** No result is missing up to here: where a new recogniser has to begin. */
  readonly coveredMs: number;
  readonly lastVoiceMs: number;
  readonly lastWordEndMs: number;
  /** First word of the finals told since the last pause; null when none waits for its pause. */
  readonly openFinalFromMs: number | null;
  /** First word of the segment as last revised; null when it has none. */
  readonly partialFromMs: number | null;
}

export function beginHearing(offsetMs: number, toldUpToMs: number): Hearing {
  return {
    toldUpToMs,
    coveredMs: Math.max(offsetMs, toldUpToMs),
    lastVoiceMs: -1,
    lastWordEndMs: toldUpToMs,
    openFinalFromMs: null,
    partialFromMs: null,
  };
}

/** Shifts a result from the time of its stream to the time of the call. */
export function inCallTime(event: Recognised, originMs: number): Recognised {
  if (event.type === 'voice-began') return { ...event, atMs: event.atMs + originMs };
  if (event.type === 'utterance-ended') return { ...event, lastWordEndMs: event.lastWordEndMs + originMs };
  return {
    ...event,
    startMs: event.startMs + originMs,
    endMs: event.endMs + originMs,
    words: event.words.map((word) => ({
      ...word,
      startMs: word.startMs + originMs,
      endMs: word.endMs + originMs,
    })),
  };
}

/** Takes one result, in call time, and says what to tell. */
export function hear(hearing: Hearing, event: Recognised): { hearing: Hearing; told: Told | null } {
  if (event.type === 'voice-began') return hearVoice(hearing, event.atMs);
  if (event.type === 'utterance-ended') return hearUtteranceEnd(hearing, event.lastWordEndMs);
  if (event.endMs <= hearing.coveredMs) return { hearing, told: null };
  const fresh = withoutToldWords(event, hearing.toldUpToMs);
  return event.final ? hearFinal(hearing, fresh) : hearPartial(hearing, fresh);
}

function hearVoice(hearing: Hearing, atMs: number): { hearing: Hearing; told: Told | null } {
  // A replay after a reconnect begins with voice that was told before.
  if (atMs <= hearing.lastVoiceMs || atMs < hearing.toldUpToMs) return { hearing, told: null };
  return { hearing: { ...hearing, lastVoiceMs: atMs }, told: { type: 'started', offsetMs: atMs } };
}

function hearPartial(hearing: Hearing, segment: Segment): { hearing: Hearing; told: Told | null } {
  if (segment.text === '') return { hearing: { ...hearing, partialFromMs: null }, told: null };
  const partialFromMs = segment.words[0]?.startMs ?? segment.startMs;
  return { hearing: { ...hearing, partialFromMs }, told: { type: 'partial', ...toldSegment(segment) } };
}

function hearFinal(hearing: Hearing, segment: Segment): { hearing: Hearing; told: Told | null } {
  const covered: Hearing = { ...hearing, coveredMs: segment.endMs, partialFromMs: null };
  if (segment.text === '') return hearEmptyFinal(covered, segment.speechFinal);
  const lastWordEndMs = segment.words.at(-1)?.endMs ?? segment.endMs;
  const openFinalFromMs = covered.openFinalFromMs ?? segment.words[0]?.startMs ?? segment.startMs;
  return {
    hearing: { ...covered, lastWordEndMs, openFinalFromMs: segment.speechFinal ? null : openFinalFromMs },
    told: {
      type: 'final',
      ...toldSegment(segment),
      confidence: segment.confidence,
      speechFinal: segment.speechFinal,
      lastWordEndMs,
    },
  };
}

/** An empty final is not told; but when it is the pause that earlier words were waiting for, their utterance has ended. */
function hearEmptyFinal(hearing: Hearing, speechFinal: boolean): { hearing: Hearing; told: Told | null } {
  if (!speechFinal || hearing.openFinalFromMs === null) return { hearing, told: null };
  return {
    hearing: { ...hearing, openFinalFromMs: null },
    told: { type: 'utterance-ended', lastWordEndMs: hearing.lastWordEndMs },
  };
}

/** Told only when words wait for it: it may arrive after the pause that ended the same utterance. */
function hearUtteranceEnd(hearing: Hearing, lastWordEndMs: number): { hearing: Hearing; told: Told | null } {
  const waitingFromMs = hearing.openFinalFromMs ?? hearing.partialFromMs;
  if (waitingFromMs === null || lastWordEndMs <= waitingFromMs) return { hearing, told: null };
  return {
    hearing: { ...hearing, openFinalFromMs: null, partialFromMs: null },
    told: { type: 'utterance-ended', lastWordEndMs },
  };
}

/** A segment that reaches over the boundary to an earlier owner loses the words which that owner told. */
function withoutToldWords(segment: Segment, toldUpToMs: number): Segment {
  if (segment.startMs >= toldUpToMs) return segment;
  const words = segment.words.filter((word) => (word.startMs + word.endMs) / 2 > toldUpToMs);
  if (words.length === segment.words.length) return segment;
  const text = words.map((word) => word.written).join(' ');
  return { ...segment, words, text, startMs: toldUpToMs };
}

function toldSegment(segment: Segment): ToldSegment {
  return {
    text: segment.text,
    words: segment.words.map(({ word, startMs, endMs, confidence }) => ({ word, startMs, endMs, confidence })),
    startMs: segment.startMs,
    endMs: segment.endMs,
  };
}
