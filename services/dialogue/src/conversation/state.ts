/** A conversation as it is kept between events and, as the session, in Redis: plain data, with a schema version. */
import type { callBrief, ToolName } from '@bayline/contracts';
import type { z } from 'zod';
import { type Backing, nothingBacked } from './backing.ts';
import type { Message } from './history.ts';

export type Brief = Extract<z.output<typeof callBrief.reply>, { type: 'brief' }>;

/**
 * Counts up when the shape below changes. A session one version away is continued (session/reading.ts): a version may add
 * fields whose beginning is right for an older call; what changes its meaning takes two.
 */
export const CONVERSATION_VERSION = 3;

/** Where a call stands; each stage allows some tools (stages.ts). */
export type Stage = 'GREETING' | 'VERIFICATION' | 'INTENT_DETECTION' | 'ACTION_EXECUTION' | 'CONFIRMATION' | 'CLOSING';

export type ReplyPurpose =
  | 'greeting'
  | 'answer'
  | 'read-back'
  | 'confirmation'
  | 'prompt'
  /** Stops a caller who talks very long; it may not be talked over. */
  | 'stop'
  | 'filler'
  | 'farewell'
  | 'reminder'
  | 'handover'
  | 'apology';

/** Which characters of a reply are which milliseconds of its audio. */
export interface VoicedRange {
  readonly fromCharacter: number;
  readonly toCharacter: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** One reply on its way to the caller's ear. */
export interface Reply {
  readonly generation: number;
  readonly purpose: ReplyPurpose;
  readonly turn: number;
  /** What was told to speech so far. */
  readonly text: string;
  readonly pieces: number;
  /** The last piece was told. */
  readonly complete: boolean;
  readonly voiced: readonly VoicedRange[];
  readonly phase: 'told' | 'playing' | 'finished' | 'cleared';
  readonly playedMs: number;
  /** When that was told. */
  readonly playedAt: number;
  /** So many characters must be heard: before a yes counts to a read-back, before a confirmation has been given. */
  readonly mustHear: number | null;
}

export type Afterwards =
  | { readonly type: 'hang-up'; readonly reason: string }
  | { readonly type: 'transfer'; readonly reason: string; readonly briefing: string };

/** A request to the model that is not answered to its end. */
export interface Thinking {
  readonly requestId: string;
  /** How many requests this turn has made, this one included. */
  readonly round: number;
  readonly startedAt: number;
  readonly firstTokenAt: number | null;
  /** Words of the model that were not told yet. */
  readonly held: string;
  /** The reply its words go to; null until the first one was told. */
  readonly generation: number | null;
  readonly toolCalls: readonly ToolCall[];
  /** The guard has already thrown away one answer of this turn. */
  readonly corrected: boolean;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it. */
  readonly arguments: string;
}

/** A tool that was asked and has not answered. */
export interface ToolInFlight {
  readonly call: ToolCall;
  readonly name: ToolName;
  readonly startedAt: number;
  readonly commits: boolean;
  /** It has failed once, and was asked again. */
  readonly again?: boolean;
}

/** A change that was read back, or is about to be, and waits for the caller's yes. */
export interface PendingChange {
  readonly pending: string;
  readonly call: ToolCall;
  readonly name: ToolName;
  readonly facts: string;
  readonly question: string;
  /** The facts were heard to their end. */
  readonly heard: boolean;
  /** How often it was read back. */
  readonly readings: number;
}

export interface TurnLog {
  readonly turn: number;
  readonly callerSaid: string | null;
  /** What the caller heard of our answers in this turn. */
  readonly agentSaid: string;
  readonly interrupted: boolean;
  /** When the final that ended the caller's turn arrived. */
  readonly takenAt: number;
  readonly toolsMs: number;
  readonly tools: readonly { name: string; ok: boolean; no: string | null; tookMs: number }[];
  readonly fillerSaid: boolean;
  /** The first piece of an answer was told: the ledger's timing went with it. */
  readonly answered: boolean;
  /** The model broke off in this turn: its stand-in answers the rest of it, and nobody waits for the model twice. */
  readonly modelBroke: boolean;
}

/** What the caller cut off: taken up again when nothing comes of the interruption. */
export interface Cut {
  /** The model was still at its answer. */
  readonly wasThinking: boolean;
  /** The replies that were cut, as far as they were heard. */
  readonly missed: readonly Reply[];
}

/** The confirmation of a committed change that the caller talked over: it is said again. */
export interface Owed {
  readonly text: string;
  readonly times: number;
}

/** A message that is being taken for a person who could not be rung. */
export interface MessageForm {
  readonly why: 'desk-closed' | 'desk-busy';
  readonly asking: 'name' | 'this-number' | 'phone' | 'matter';
  readonly name: string | null;
  /** What was said of the number so far. */
  readonly pieces: readonly string[];
  /** E.164, or `this` for the number of the call. */
  readonly phone: string | null;
  readonly matter: string | null;
  /** How often the present question was asked in vain. */
  readonly tries: number;
}

export interface Listening {
  /** Finals of the present turn, in order, not taken yet. */
  readonly words: string;
  /** When the last of them arrived. */
  readonly wordsAt: number;
  /** The segment being spoken, as last understood. */
  readonly partial: string;
  /** What ends at or before this offset of this epoch was heard already. */
  readonly heardUpTo: { readonly epoch: number; readonly endMs: number };
  /** Words said over our voice that were no interruption; they count if they turn out to be the answer. */
  readonly overheard: string;
  /** They came before the facts of a read-back had been heard: a yes among them is no proof. */
  readonly early: boolean;
}

/** A call about a reminder, until it is a conversation like any other. */
export interface Outbound {
  /**
   * `opening`: nobody knows yet who answered. `greeting`: a machine speaks. `voicemail`: it records. `asking`: for the right
   * person. `looking-up`: their visits. `reminded`: they know. `over`: the conversation has taken over.
   */
  readonly phase: 'opening' | 'greeting' | 'voicemail' | 'asking' | 'looking-up' | 'reminded' | 'over';
  readonly startedAt: number;
  /** Since when the other end speaks without a pause. */
  readonly speechSince: number | null;
  /** When they were last heard to speak. */
  readonly speechAt: number;
  /** How often we asked who is there. */
  readonly asked: number;
  /** What was told of this call so far. */
  readonly outcome: string | null;
}

export interface Conversation {
  readonly version: number;
  readonly callId: string;
  readonly epoch: number;
  readonly speechEpoch: number;
  readonly brief: Brief;
  readonly stage: Stage;
  readonly messages: readonly Message[];
  readonly turn: TurnLog;
  /** Counts this owner's replies and requests, for generations and ids. */
  readonly count: number;
  readonly listening: Listening;
  /** Replies that have not been heard to their end or cleared, in the order they are spoken. */
  readonly replies: readonly Reply[];
  readonly thinking: Thinking | null;
  readonly tool: ToolInFlight | null;
  /** Tool calls of the same model answer that still wait for their turn. */
  readonly toolQueue: readonly ToolCall[];
  /** How many model requests this turn had made when its tools were called. */
  readonly toolRound: number;
  readonly pendingChange: PendingChange | null;
  /** Short names of slots that tools of this call have offered. */
  readonly offeredSlots: readonly string[];
  /** What may be said of times, prices and names. */
  readonly backing: Backing;
  /** The caller's appointments were listed to the model. */
  readonly appointmentsKnown: boolean;
  /** What was committed in this call. */
  readonly committed: readonly ('booked' | 'cancelled' | 'rescheduled')[];
  readonly cut: Cut | null;
  readonly owed: Owed | null;
  /** Prompts after a silence since the caller last spoke. */
  readonly silentPrompts: number;
  /** Voices since the caller last spoke of which no words came. */
  readonly wordless: number;
  /** The caller asked to wait: silence is theirs. */
  readonly away: boolean;
  /** A call-back was asked for because something could not be stored. */
  readonly wishLeft: boolean;
  readonly fillersSaid: number;
  /** The recogniser is away: the keypad is all the caller has. */
  readonly unheard: boolean;
  /** Replies in a row that could not be voiced. */
  readonly voiceFailures: number;
  readonly message: MessageForm | null;
  /** What time it was, in epoch milliseconds, at a moment of this process's monotonic clock. */
  readonly clock: { readonly wall: number; readonly at: number };
  readonly intent: string | null;
  readonly outcome: string | null;
  /** Null when the call is about no reminder. */
  readonly outbound: Outbound | null;
  /** Whether the question of consent was asked in this call. */
  readonly consent: 'unasked' | 'asked' | 'over';
  /** Set once the call is being ended or handed over. */
  readonly leaving: Afterwards | null;
}

/** The beginning of a call. */
export function newConversation(input: {
  callId: string;
  epoch: number;
  speechEpoch: number;
  brief: Brief;
}): Conversation {
  return {
    version: CONVERSATION_VERSION,
    ...input,
    stage: 'GREETING',
    messages: [],
    turn: newTurn(0, null, 0),
    count: 0,
    listening: { words: '', wordsAt: 0, partial: '', heardUpTo: { epoch: 0, endMs: -1 }, overheard: '', early: false },
    replies: [],
    thinking: null,
    tool: null,
    toolQueue: [],
    toolRound: 0,
    pendingChange: null,
    offeredSlots: [],
    backing: nothingBacked,
    appointmentsKnown: false,
    committed: [],
    cut: null,
    owed: null,
    silentPrompts: 0,
    wordless: 0,
    away: false,
    wishLeft: false,
    fillersSaid: 0,
    unheard: false,
    voiceFailures: 0,
    message: null,
    clock: { wall: 0, at: 0 },
    intent: null,
    outcome: null,
    outbound: null,
    consent: 'unasked',
    leaving: null,
  };
}

export function newTurn(turn: number, callerSaid: string | null, takenAt: number): TurnLog {
  return {
    turn,
    callerSaid,
    agentSaid: '',
    interrupted: false,
    takenAt,
    toolsMs: 0,
    tools: [],
    fillerSaid: false,
    answered: false,
    modelBroke: false,
  };
}
