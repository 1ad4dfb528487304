/** The caller's answer to a read-back, and the proof of a yes. */
import type { ToolName } from '@bayline/contracts';
import { judgeYes, type Proposed } from '@bayline/spoken';
import type { Draft } from './draft.ts';
import type { PendingChange } from './state.ts';
import { askModel } from './thinking.ts';
import { askTool, readBack } from './tooling.ts';

/** An answer that is neither yes nor no is talked about and read back again, this often at most. */
const MOST_READINGS = 3;

/**
 * Words that came while a change waits for its yes. A yes counts only when the facts were heard to their end; then it is
 * proof, and the change is committed without asking the model.
 */
export function onWordsWhilePending(draft: Draft, words: string): void {
  const { pendingChange } = draft.now;
  if (pendingChange === null) return;
  const verdict = judgeYes(words, proposedBy(pendingChange.name), pendingChange.facts);
  if (verdict === 'yes') return pendingChange.heard ? commit(draft, pendingChange, words) : readBack(draft);
  if (verdict === 'no') release(draft, pendingChange);
  askModel(draft);
}

/** What a yes would agree to: "cancel it" answers one question, and not another. */
function proposedBy(name: ToolName): Proposed {
  if (name === 'cancel_appointment') return 'cancel';
  return name === 'reschedule_appointment' ? 'move' : 'book';
}

function commit(draft: Draft, change: PendingChange, words: string): void {
  const id = `commit-${draft.now.epoch}-${draft.next()}`;
  const call = { id, name: change.call.name, arguments: change.call.arguments };
  draft.now.messages = [...draft.now.messages, { role: 'assistant', content: null, toolCalls: [call] }];
  draft.now.toolQueue = [];
  draft.now.toolRound = 1;
  const proof = { pending: change.pending, words, turn: draft.now.turn.turn };
  askTool(draft, call, change.name, JSON.parse(call.arguments), proof);
}

/** Lets the held time go. */
export function release(draft: Draft, change: PendingChange): void {
  draft.want({ type: 'release-change', pending: change.pending });
  draft.now.pendingChange = null;
  draft.now.stage = 'INTENT_DETECTION';
}

/**
 * The model has answered something else while a change still waits: it is read back again, or let go after too many times.
 * An answer that asks a question of its own has moved on: a yes to that question must not confirm the change.
 */
export function afterAnswerWhilePending(draft: Draft, answer: string): boolean {
  const { pendingChange } = draft.now;
  if (pendingChange === null) return false;
  if (answer.trimEnd().endsWith('?') || pendingChange.readings >= MOST_READINGS) {
    release(draft, pendingChange);
    return false;
  }
  readBack(draft);
  return true;
}
