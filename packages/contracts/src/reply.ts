/** What is said to a caller: text in pieces, its audio, what was really heard of it, and its cancellation. */
import { z } from 'zod';
import { defineAsk, defineFact } from './define.ts';
import { epoch, generation, milliseconds } from './ids.ts';

/** What asking ahead brought to a turn and what it cost. Absent where nothing is asked ahead. */
export const askedAhead = {
  /** The caller's whole words were first understood -> the answer was due. Absent when they came only with the final. */
  leadMs: milliseconds.optional(),
  /** The model was asked -> the answer was due. 0 when it was not asked ahead. */
  aheadMs: milliseconds.optional(),
  /** Requests of this turn that were made ahead and thrown away. */
  dropped: z.number().int().nonnegative().optional(),
};

/** How long the dialogue's part of a turn took, each since the stage before it. Told with the first piece of an answer. */
const replyTiming = z.object({
  turn: z.number().int().nonnegative(),
  /** The caller's final arrived -> the model was asked (endpointing by words, state, session). */
  finalToRequestMs: milliseconds,
  /** The model was asked -> its first token. 0 when the words are ours. */
  requestToFirstTokenMs: milliseconds,
  /** First token -> this piece was told. */
  firstTokenToPieceMs: milliseconds,
  /** Time spent in tools within the above. */
  toolsMs: milliseconds,
  tools: z.number().int().nonnegative(),
  /** The model was asked before the caller's turn was known to be over, and that answer was kept. */
  speculated: z.boolean(),
  ...askedAhead,
});

export const replyPiece = defineFact({
  name: 'reply.piece',
  summary:
    'The next words to say. A reply has one or more pieces; speech sends the first at once and the rest at the end.',
  about: 'call',
  tellers: ['dialogue'],
  hearers: ['speech', 'gateway'],
  onInterruption: 'dropped',
  schema: z.object({
    epoch,
    generation,
    index: z.number().int().nonnegative(),
    /** Joined with the other pieces as it is: a piece brings the space that separates it from the one before. */
    text: z.string(),
    /** No further piece of this generation follows. */
    last: z.boolean(),
    /** A stock phrase: its audio may be kept and played again. */
    fixed: z.boolean(),
    timing: replyTiming.optional(),
  }),
});

export const replyVoiced = defineFact({
  name: 'reply.voiced',
  summary: 'How far a reply has become audio: which of its characters lie in which milliseconds.',
  about: 'call',
  tellers: ['speech'],
  hearers: ['dialogue', 'gateway'],
  schema: z.object({
    epoch,
    generation,
    /** Character range of the reply's joined text, and the range of its audio, that this fact covers. */
    fromCharacter: z.number().int().nonnegative(),
    toCharacter: z.number().int().nonnegative(),
    fromMs: milliseconds,
    toMs: milliseconds,
    /** The whole reply is audio now. */
    done: z.boolean(),
    /** The provider failed; what is not voiced will not be heard. */
    failed: z.boolean(),
    /** First piece arrived -> first byte of audio. Only with the first fact of a generation. */
    pieceToFirstByteMs: milliseconds.optional(),
    /** The audio came from memory. */
    cached: z.boolean(),
  }),
});

export const replyCancelled = defineFact({
  name: 'reply.cancelled',
  summary:
    'This generation and all before it are off: speech aborts, the gateway drops what is queued and clears the line.',
  about: 'call',
  tellers: ['dialogue'],
  hearers: ['speech', 'gateway'],
  schema: z.object({
    epoch,
    generation,
    reason: z.enum(['barge-in', 'superseded', 'ended']),
    /** The causing event's arrival at the recogniser's socket -> this fact; for the barge-in figure. */
    sinceEventMs: milliseconds.optional(),
  }),
});

export const audioPlayed = defineFact({
  name: 'audio.played',
  summary: 'What the caller really heard of a reply: from the playout clock, corrected by marks.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['dialogue'],
  schema: z.object({
    /** The epoch of the owner whose reply it was. */
    epoch,
    generation,
    state: z.enum(['started', 'playing', 'finished', 'cleared']),
    /** Milliseconds of the generation's audio that have left the caller's earpiece. */
    playedMs: milliseconds,
  }),
});

export const phraseList = defineAsk({
  noun: 'phrase',
  verb: 'list',
  summary: 'The stock phrases and greetings whose audio every speech instance keeps in memory.',
  askers: ['speech'],
  answerer: 'dialogue',
  deadlineMs: 2_000,
  request: z.object({}),
  reply: z.object({ phrases: z.array(z.string()) }),
});

export const phraseVoice = defineAsk({
  noun: 'phrase',
  verb: 'voice',
  summary: 'One phrase as mu-law audio, for the gateway to keep for the moments when nobody else can speak.',
  askers: ['gateway'],
  answerer: 'speech',
  deadlineMs: 8_000,
  request: z.object({ text: z.string().max(400) }),
  reply: z.discriminatedUnion('type', [
    z.object({ type: z.literal('voiced'), audioBase64: z.string() }),
    z.object({ type: z.literal('unavailable') }),
  ]),
});

export type ReplyPiece = z.output<typeof replyPiece.schema>;
export type ReplyVoiced = z.output<typeof replyVoiced.schema>;
export type AudioPlayed = z.output<typeof audioPlayed.schema>;
