/** Saying things: replies told in pieces, what became of them at the caller's ear, and cutting them off. */
import { generationOf } from '@bayline/contracts';
import { reworded } from '../phrase-file.ts';
import type { Draft } from './draft.ts';
import type { EventOf, PieceTiming } from './events.ts';
import { charactersHeard, heardText } from './heard.ts';
import { withHeardText, withReplyText } from './history.ts';
import { noteMissed } from './resuming.ts';
import type { Afterwards, Reply, ReplyPurpose } from './state.ts';

interface Saying {
  readonly purpose: ReplyPurpose;
  readonly text: string;
  /** A stock phrase, whose audio is kept. */
  readonly fixed?: boolean;
  /** The model is not shown it: fillers. */
  readonly unrecorded?: boolean;
  readonly mustHear?: number;
}

/** Says a whole reply in one piece. */
export function say(draft: Draft, usual: Saying): number {
  const text = reworded(usual.text, draft.wording);
  const mustHear = usual.mustHear === usual.text.length ? text.length : usual.mustHear;
  const saying = { ...usual, text, ...(mustHear === undefined ? {} : { mustHear }) };
  const generation = openReply(draft, saying.purpose, saying);
  tellPiece(draft, generation, saying.text, { last: true, ...saying });
  return generation;
}

/** Starts a reply whose words come later. */
export function openReply(draft: Draft, purpose: ReplyPurpose, options: Partial<Saying> = {}): number {
  const generation = generationOf(draft.now.epoch, draft.next());
  const reply: Reply = {
    generation,
    purpose,
    turn: draft.now.turn.turn,
    text: '',
    pieces: 0,
    complete: false,
    voiced: [],
    phase: 'told',
    playedMs: 0,
    playedAt: draft.at,
    mustHear: options.mustHear ?? null,
  };
  draft.now.replies = [...draft.now.replies, reply];
  draft.want({ type: 'clear-timer', name: 'silence' });
  return generation;
}

interface Piece {
  readonly last: boolean;
  readonly fixed?: boolean;
  readonly unrecorded?: boolean;
  readonly timing?: PieceTiming | undefined;
}

/** Tells the next words of a reply. */
export function tellPiece(draft: Draft, generation: number, words: string, piece: Piece): void {
  const reply = draft.now.replies.find((candidate) => candidate.generation === generation);
  if (reply === undefined) return;
  const text = reply.text + words;
  draft.changeReply(generation, { text, pieces: reply.pieces + 1, complete: piece.last });
  if (piece.unrecorded !== true && text.trim() !== '') {
    draft.now.messages = withReplyText(draft.now.messages, generation, text.trim());
  }
  draft.want({
    type: 'tell-piece',
    generation,
    index: reply.pieces,
    text: words,
    last: piece.last,
    fixed: piece.fixed === true,
    timing: piece.timing,
  });
}

/** Marks the call as being ended or handed over once this reply was heard. */
export function leaveAfter(draft: Draft, generation: number | null, how: Afterwards): void {
  draft.now.leaving = how;
  draft.now.stage = 'CLOSING';
  if (how.type === 'transfer') draft.now.outcome = 'transferred';
  draft.want({ type: 'leave', how, afterGeneration: generation });
}

/** Speech tells which characters have become which audio. */
export function onVoiced(draft: Draft, event: EventOf<'voiced'>): void {
  const reply = draft.now.replies.find((candidate) => candidate.generation === event.generation);
  if (reply === undefined) return;
  if (event.toCharacter > event.fromCharacter) {
    const { fromCharacter, toCharacter, fromMs, toMs } = event;
    draft.changeReply(event.generation, { voiced: [...reply.voiced, { fromCharacter, toCharacter, fromMs, toMs }] });
  }
  if (event.failed) settle(draft, event.generation);
}

/** The gateway tells how far a reply was played. */
export function onPlayed(draft: Draft, event: EventOf<'played'>): void {
  const phase = event.state === 'started' ? 'playing' : event.state;
  const reply = draft.changeReply(event.generation, { phase, playedMs: event.playedMs, playedAt: draft.at });
  if (reply === undefined) return;
  noteMustHear(draft, reply);
  if (phase !== 'finished' && phase !== 'cleared') return;
  settle(draft, event.generation);
  // Whoever takes the call over must know what was heard, or it would be said again.
  draft.want({ type: 'save', first: false });
}

/** A read-back counts as heard once its facts were. */
function noteMustHear(draft: Draft, reply: Reply): void {
  const { pendingChange } = draft.now;
  if (reply.purpose !== 'read-back' || reply.mustHear === null || pendingChange === null) return;
  if (charactersHeard(reply) >= reply.mustHear) draft.now.pendingChange = { ...pendingChange, heard: true };
}

/** Whether the facts of the read-back that is being said had been heard by a moment, as far as the clock tells. */
export function factsHeardBy(draft: Draft, at: number): boolean {
  if (draft.now.pendingChange?.heard !== false) return true;
  const reply = draft.now.replies.findLast((candidate) => candidate.purpose === 'read-back');
  if (reply?.mustHear == null || reply.phase !== 'playing') return false;
  return charactersHeard({ ...reply, playedMs: reply.playedMs + at - reply.playedAt }) >= reply.mustHear;
}

/** Whether the last sentence of what is being said had begun by a moment: a word said before it answers nothing in it. */
export function questionHeardBy(draft: Draft, at: number): boolean {
  const reply = draft.now.replies.findLast(({ phase }) => phase !== 'cleared');
  if (reply?.phase !== 'playing') return false;
  const begins = Math.max(...['. ', '? ', '! '].map((end) => reply.text.trimEnd().lastIndexOf(end)));
  return charactersHeard({ ...reply, playedMs: reply.playedMs + at - reply.playedAt }) >= begins;
}

/** A reply is over: history and log keep what was heard of it. */
export function settle(draft: Draft, generation: number): void {
  const reply = draft.now.replies.find((candidate) => candidate.generation === generation);
  if (reply === undefined) return;
  const heard = heardText(reply);
  const whole = reply.phase === 'finished';
  if (!whole && reply.purpose !== 'filler') {
    draft.now.messages = withHeardText(draft.now.messages, generation, heard);
  }
  const said = `${heard}${whole || heard === '' ? '' : '—'}`;
  draft.now.turn = {
    ...draft.now.turn,
    agentSaid: [draft.now.turn.agentSaid, said].filter((text) => text !== '').join(' '),
    interrupted: draft.now.turn.interrupted || !whole,
  };
  noteMissed(draft, reply);
  draft.dropReply(generation);
}

/** Everything that is being said is off. What was heard is known for sure once the gateway tells that it has cleared. */
export function cancelReplies(draft: Draft, reason: 'barge-in' | 'superseded' | 'ended'): void {
  const live = draft.now.replies.filter((reply) => reply.phase !== 'cleared');
  const newest = live.at(-1);
  if (newest === undefined) return;
  draft.now.replies = draft.now.replies.map((reply) => ({ ...reply, phase: 'cleared', complete: true }));
  draft.want({ type: 'cancel-replies', generation: newest.generation, reason });
}

/** Closes the books on replies that were cancelled, with what is known now. */
export function settleCancelled(draft: Draft): void {
  for (const reply of draft.now.replies) {
    if (reply.phase === 'cleared') settle(draft, reply.generation);
  }
}

/** Whether something is being said that may not be talked over. */
export function holdsTheFloor(draft: Draft): boolean {
  return draft.now.replies.some((reply) => reply.purpose === 'stop' && reply.phase !== 'cleared');
}

/** Whether the caller is hearing us, or is about to. */
export function speaking(draft: Draft): boolean {
  return draft.now.replies.some((reply) => reply.phase === 'told' || reply.phase === 'playing');
}
