/** What a simulated caller does next: (what they hear, what they have done) -> what they do. Pure. */
import type { Deed } from './deed.ts';
import type { Reaction } from './reaction.ts';

export interface CallerState {
  readonly reactions: readonly Reaction[];
  /** How often each reaction was used. */
  readonly used: readonly number[];
  /** Words of the agent since the caller last spoke. */
  readonly hearing: string;
  readonly silent: boolean;
  /** Times in a row that the agent finished and no reaction fitted. */
  readonly speechless: number;
}

export interface Action {
  readonly says: readonly string[];
  readonly presses: string | null;
  readonly hangsUp: boolean;
  readonly noiseMs: number | null;
  readonly does: readonly Deed[];
  readonly afterMs: number;
}

export function newCaller(reactions: readonly Reaction[]): CallerState {
  return { reactions, used: reactions.map(() => 0), hearing: '', silent: false, speechless: 0 };
}

/** A word was heard. Interrupting reactions answer at once. */
export function onWord(state: CallerState, word: string): { state: CallerState; action: Action | null } {
  const hearing = state.hearing === '' ? word : `${state.hearing} ${word}`;
  return react({ ...state, hearing }, (reaction) => reaction.interrupts);
}

/** The agent has stopped talking. */
export function onPause(state: CallerState): { state: CallerState; action: Action | null } {
  if (state.hearing === '') return { state, action: null };
  const result = react(state, (reaction) => !reaction.interrupts);
  if (result.action !== null || state.silent) return result;
  return { state: { ...state, speechless: state.speechless + 1, hearing: '' }, action: null };
}

function react(
  state: CallerState,
  eligible: (reaction: Reaction) => boolean,
): { state: CallerState; action: Action | null } {
  if (state.silent) return { state, action: null };
  const index = state.reactions.findIndex(
    (reaction, at) => eligible(reaction) && (state.used[at] ?? 0) < reaction.times && fits(reaction, state.hearing),
  );
  const reaction = state.reactions[index];
  if (reaction === undefined) return { state, action: null };
  const used = state.used.with(index, (state.used[index] ?? 0) + 1);
  return {
    state: { ...state, used, hearing: '', silent: reaction.staysSilent, speechless: 0 },
    action: {
      says: reaction.says === undefined ? [] : [reaction.says].flat(),
      presses: reaction.presses ?? null,
      hangsUp: reaction.hangsUp,
      noiseMs: reaction.noise ?? null,
      does: reaction.does ?? [],
      afterMs: reaction.after,
    },
  };
}

function fits(reaction: Reaction, hearing: string): boolean {
  return reaction.hears === undefined || new RegExp(reaction.hears, 'i').test(hearing);
}
