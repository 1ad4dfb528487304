/** What the recogniser hears of a caller. Offsets are milliseconds in the caller's audio since the call's first stream began. */
import { z } from 'zod';
import { defineFact } from './define.ts';
import { epoch, instanceId, milliseconds, moment } from './ids.ts';

const word = z.object({
  word: z.string(),
  startMs: milliseconds,
  endMs: milliseconds,
  confidence: z.number().min(0).max(1),
});

const segment = {
  epoch,
  speechId: instanceId,
  text: z.string(),
  words: z.array(word),
  startMs: milliseconds,
  endMs: milliseconds,
};

export const speechStarted = defineFact({
  name: 'speech.started',
  summary: 'Voice (or noise) began. Not a reason to stop talking: only words are.',
  about: 'call',
  tellers: ['speech'],
  hearers: ['dialogue'],
  schema: z.object({ epoch, speechId: instanceId, offsetMs: milliseconds }),
});

export const transcriptPartial = defineFact({
  name: 'transcript.partial',
  summary: 'The current segment as understood so far; the next one revises it.',
  about: 'call',
  tellers: ['speech'],
  hearers: ['dialogue'],
  schema: z.object({
    ...segment,
    /** How long the caller has been quiet by now, judged by sound; what was said since is not in the text. */
    quietMs: milliseconds.optional(),
  }),
});

export const transcriptFinal = defineFact({
  name: 'transcript.final',
  summary: 'A segment that will not change any more; `speechFinal` when the caller has paused after it.',
  about: 'call',
  tellers: ['speech'],
  hearers: ['dialogue', 'gateway'],
  schema: z.object({
    ...segment,
    confidence: z.number().min(0).max(1),
    speechFinal: z.boolean(),
    /** From the arrival of the audio of the last word's end at the recogniser to the telling of this fact. */
    sinceLastWordMs: milliseconds,
    /** True when it is told again: the dialogue owner changed, or the bus was away. */
    again: z.boolean().optional(),
  }),
});

export const utteranceEnded = defineFact({
  name: 'utterance.ended',
  summary: 'No word for a second after the last one: the fallback end of a turn when noise keeps finals away.',
  about: 'call',
  tellers: ['speech'],
  hearers: ['dialogue'],
  schema: z.object({ epoch, speechId: instanceId, lastWordEndMs: milliseconds }),
});

export const speechTroubled = defineFact({
  name: 'speech.troubled',
  summary:
    'The recogniser has been away for 3 s, or a reply could not be voiced; told again with `over` when it is over.',
  about: 'call',
  tellers: ['speech'],
  hearers: ['dialogue', 'gateway'],
  schema: z.object({
    epoch,
    speechId: instanceId,
    /** `stt`: the caller is not heard. `tts`: only stock phrases kept in memory can be said. */
    what: z.enum(['stt', 'tts']),
    /** When the trouble began. */
    since: moment,
    over: z.boolean(),
  }),
});

export type TranscriptPartial = z.output<typeof transcriptPartial.schema>;
export type TranscriptFinal = z.output<typeof transcriptFinal.schema>;
