/** What can happen to a conversation, and what it can want done. */
import type { callJudged, reminderAnswered, ToolName } from '@bayline/contracts';
import type { z } from 'zod';
import type { Afterwards, Brief, ToolCall } from './state.ts';

export type Verdict = z.output<typeof callJudged.schema>['verdict'];
export type ReminderOutcome = z.output<typeof reminderAnswered.schema>['outcome'];

/** Every event carries `at`: monotonic milliseconds of this process. */
export type Event = { readonly at: number } /** `wall` is the time of day in epoch milliseconds. */ & (
  | { readonly type: 'started'; readonly wall: number }
  | {
      readonly type: 'resumed';
      readonly brief: Brief | null;
      readonly wall: number;
      /** The caller was handed over, and comes back from a desk that did not answer. */
      readonly deskUnanswered: boolean;
    }
  | { readonly type: 'speech-owner-changed'; readonly epoch: number }
  /** The bus was away, and has been back for a moment: live facts of that time are lost. */
  | { readonly type: 'bus-returned' }
  | { readonly type: 'voice-began' }
  | { readonly type: 'partial'; readonly epoch: number; readonly text: string; readonly endMs: number }
  | {
      readonly type: 'final';
      readonly epoch: number;
      readonly text: string;
      readonly endMs: number;
      readonly speechFinal: boolean;
    }
  | { readonly type: 'utterance-ended'; readonly epoch: number; readonly lastWordEndMs: number }
  | { readonly type: 'key-pressed'; readonly digit: string }
  | { readonly type: 'speech-troubled'; readonly what: 'stt' | 'tts'; readonly over: boolean }
  | { readonly type: 'model-text'; readonly requestId: string; readonly text: string }
  | {
      readonly type: 'model-done';
      readonly requestId: string;
      readonly toolCalls: readonly ToolCall[];
    }
  /** The model's stream broke and another one goes on in its place: words not spoken yet are thrown away. */
  | { readonly type: 'model-broke'; readonly requestId: string }
  | { readonly type: 'model-failed'; readonly requestId: string; readonly why: string }
  | { readonly type: 'tool-answered'; readonly toolCallId: string; readonly answer: unknown }
  | { readonly type: 'tool-failed'; readonly toolCallId: string; readonly why: string }
  | {
      readonly type: 'voiced';
      readonly generation: number;
      readonly fromCharacter: number;
      readonly toCharacter: number;
      readonly fromMs: number;
      readonly toMs: number;
      readonly done: boolean;
      readonly failed: boolean;
    }
  | {
      readonly type: 'played';
      readonly generation: number;
      readonly state: 'started' | 'playing' | 'finished' | 'cleared';
      readonly playedMs: number;
    }
  /** Machine detection has found who answered a call that we placed. */
  | { readonly type: 'judged'; readonly verdict: Verdict }
  /** Whether the stop list holds their number now. */
  | { readonly type: 'contact-refused'; readonly kept: boolean; readonly how: 'voice' | 'key' | 'wrong-number' }
  | { readonly type: 'timer'; readonly name: TimerName }
);

export type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** One timer of each name; setting it again replaces it. */
export type TimerName =
  | 'end-of-turn'
  | 'silence'
  | 'no-words'
  | 'resume'
  | 'filler'
  | 'leaving'
  | 'keypad'
  | 'verdict'
  | 'greeting';

export interface PieceTiming {
  readonly turn: number;
  readonly finalToRequestMs: number;
  readonly requestToFirstTokenMs: number;
  readonly firstTokenToPieceMs: number;
  readonly toolsMs: number;
  readonly tools: number;
  readonly speculated: boolean;
}

export type Effect =
  | {
      readonly type: 'tell-piece';
      readonly generation: number;
      readonly index: number;
      readonly text: string;
      readonly last: boolean;
      readonly fixed: boolean;
      readonly timing: PieceTiming | undefined;
    }
  | {
      readonly type: 'cancel-replies';
      readonly generation: number;
      readonly reason: 'barge-in' | 'superseded' | 'ended';
    }
  | {
      readonly type: 'ask-model';
      readonly requestId: string;
      /** A correction the model must read last, after an answer that the guard threw away. */
      readonly note: string | null;
      /** The model has failed in this turn: its stand-in is asked at once. */
      readonly standIn: boolean;
    }
  | { readonly type: 'abort-model'; readonly requestId: string }
  | {
      readonly type: 'ask-tool';
      readonly call: ToolCall;
      readonly name: ToolName;
      /** Fits the tool's schema. */
      readonly arguments: unknown;
      readonly proof: { pending: string; words: string; turn: number } | null;
    }
  | { readonly type: 'release-change'; readonly pending: string }
  | { readonly type: 'leave'; readonly how: Afterwards; readonly afterGeneration: number | null }
  | { readonly type: 'leave-wish'; readonly why: string }
  | { readonly type: 'ask-verdict' }
  | { readonly type: 'tell-outcome'; readonly outcome: ReminderOutcome }
  | { readonly type: 'keep-language'; readonly language: 'es' }
  | { readonly type: 'refuse-contact'; readonly how: 'voice' | 'key' | 'wrong-number' }
  | {
      readonly type: 'record-consent';
      readonly wording: string;
      readonly answer: 'yes' | 'no';
      readonly words: string;
    }
  | {
      readonly type: 'leave-message';
      readonly name: string | null;
      /** Null for the number of the call. */
      readonly phone: string | null;
      readonly matter: string;
      readonly why: string;
    }
  | { readonly type: 'set-timer'; readonly name: TimerName; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly name: TimerName }
  /** Write the session; when `first`, before the next effect is carried out. */
  | { readonly type: 'save'; readonly first: boolean }
  | {
      readonly type: 'log-turn';
      readonly turn: number;
      readonly callerSaid: string | null;
      readonly agentSaid: string;
      readonly interrupted: boolean;
      readonly tools: readonly { name: string; ok: boolean; no: string | null; tookMs: number }[];
    };
