/**
 * How a reply becomes audio: (voicing, event) -> (voicing, effects), without I/O.
 *
 * Pieces of text arrive one by one. What memory holds is played from there; the rest is synthesised. The first synthesised
 * piece is flushed at once so that the caller hears something soon; what follows is sent as it arrives and flushed
 * together at the end of the reply: flushes are scarce (budget.ts) and break the melody of a sentence. When the caller has
 * heard everything and the end is still not known, what there is gets flushed after `patienceMs`. Audio comes in the order
 * of the text, whatever its source. A synthesiser that fails is replaced once; what it had not voiced is said again.
 */
import { charactersIn, resumeAt, unitsIn } from './pace.ts';
import { closeLastPart, send } from './sending.ts';
import { tellFailed, tellProgress, tellUpTo } from './telling.ts';
import {
  change,
  type Part,
  type Piece,
  replacePart,
  type Step,
  textOf,
  type Voicing,
  type VoicingEffect,
  type VoicingEvent,
} from './voicing-state.ts';

export function beginVoicing(at: number, patienceMs: number): Voicing {
  return {
    startedAt: at,
    patienceMs,
    nextIndex: 0,
    text: '',
    complete: false,
    parts: [],
    line: 'none',
    begun: false,
    ms: 0,
    told: null,
    playsUntil: at,
    waitingSince: at,
    retried: false,
    state: 'open',
  };
}

/** Takes one event at the monotonic time `at`. */
export function voice(
  voicing: Voicing,
  event: VoicingEvent,
  at: number,
): { voicing: Voicing; effects: readonly VoicingEffect[] } {
  const step: Step = { voicing, effects: [], at };
  if (voicing.state === 'open') take(step, event);
  // A line that was asked for by a reply which is over by now.
  else if (event.type === 'line-granted') step.effects.push({ type: 'release', line: 'idle' });
  return { voicing: step.voicing, effects: step.effects };
}

function take(step: Step, event: VoicingEvent): void {
  if (event.type === 'piece') takePiece(step, event);
  else if (event.type === 'audio') takeAudio(step, event.ms, event.pace);
  else if (event.type === 'flushed') takeFlushed(step);
  else if (event.type === 'line-failed') takeFailure(step, event.pace, event.hopeless);
  else if (event.type === 'cancelled') takeCancellation(step);
  else {
    if (event.type === 'line-granted') change(step, { line: event.allowance });
    settle(step);
  }
}

function takePiece(step: Step, piece: Piece): void {
  const { nextIndex, text } = step.voicing;
  if (piece.index < nextIndex) return;
  // Words that were lost on the way would be missing from what is said: better nothing than something else.
  if (piece.index > nextIndex) {
    fail(step);
    return;
  }
  change(step, { nextIndex: nextIndex + 1, text: text + piece.text, complete: piece.last });
  if (piece.text !== '') addText(step, text.length, piece.keptMs);
  settle(step);
}

function addText(step: Step, from: number, keptMs: number | null): void {
  const { parts, text } = step.voicing;
  const last = parts.at(-1);
  if (last !== undefined && !last.closed) {
    replacePart(step, parts.length - 1, { ...last, to: text.length });
    return;
  }
  const kept = keptMs !== null;
  const part: Part = { from, to: text.length, keptMs, sent: from, closed: kept, flushed: kept, ms: 0 };
  change(step, { parts: [...parts, part], ...(kept ? {} : { waitingSince: step.at }) });
}

/** Does everything that can be done at this moment. */
function settle(step: Step): void {
  playKept(step);
  closeLastPart(step);
  send(step);
  const { complete, parts, told, text } = step.voicing;
  if (!complete || parts.length > 0) return;
  if (told?.done !== true) tellUpTo(step, text.length, false);
  step.effects.push({ type: 'end' });
  change(step, { state: 'done' });
}

/** Plays the phrases from memory that are next in line. */
function playKept(step: Step): void {
  for (let part = step.voicing.parts[0]; part !== undefined && part.keptMs !== null; part = step.voicing.parts[0]) {
    step.effects.push({ type: 'play', text: textOf(step.voicing, part) });
    replacePart(step, 0);
    addAudio(step, part.keptMs);
    tellUpTo(step, part.to, true);
  }
}

function takeAudio(step: Step, ms: number, pace: number): void {
  const [part] = step.voicing.parts;
  if (part === undefined || part.sent === part.from) return;
  const grown = { ...part, ms: part.ms + ms };
  replacePart(step, 0, grown);
  step.effects.push({ type: 'hand-on' });
  addAudio(step, ms);
  tellProgress(step, grown, pace);
}

function addAudio(step: Step, ms: number): void {
  const { voicing, at } = step;
  change(step, { ms: voicing.ms + ms, playsUntil: Math.max(voicing.playsUntil, at) + ms });
}

function takeFlushed(step: Step): void {
  const [part] = step.voicing.parts;
  // A flush of words brings audio first: this one answers for something that was cleared.
  if (part === undefined || !part.flushed || part.ms === 0) return;
  step.effects.push({ type: 'measured', units: unitsIn(textOf(step.voicing, part)), ms: part.ms });
  replacePart(step, 0);
  tellUpTo(step, part.to, false);
  settle(step);
}

function takeFailure(step: Step, pace: number, hopeless: boolean): void {
  if (step.voicing.line === 'none') return;
  if (hopeless || step.voicing.retried) {
    fail(step);
    return;
  }
  releaseLine(step, 'broken');
  change(step, { retried: true });
  sayAgain(step, pace);
  settle(step);
}

/** Takes back what was sent and has not become audio; of what was broken off, the last words are said again. */
function sayAgain(step: Step, pace: number): void {
  const [head, ...rest] = step.voicing.parts;
  if (head === undefined) return;
  const text = textOf(step.voicing, head);
  const from = head.from + (head.ms === 0 ? 0 : resumeAt(text, charactersIn(text, head.ms, pace)));
  if (head.ms > 0) tellUpTo(step, Math.max(from, step.voicing.told?.character ?? 0), false);
  const again = (part: Part): Part =>
    part.keptMs === null ? { ...part, sent: part.from, flushed: false, ms: 0 } : part;
  change(step, { parts: [again({ ...head, from }), ...rest.map(again)] });
}

function takeCancellation(step: Step): void {
  const underWay = step.voicing.parts.some((part) => part.sent > part.from);
  releaseLine(step, underWay ? 'busy' : 'idle');
  change(step, { state: 'cancelled', parts: [] });
}

function fail(step: Step): void {
  releaseLine(step, 'broken');
  tellFailed(step);
  step.effects.push({ type: 'end' });
  change(step, { state: 'failed', parts: [] });
}

function releaseLine(step: Step, line: 'idle' | 'busy' | 'broken'): void {
  if (typeof step.voicing.line !== 'string') step.effects.push({ type: 'release', line });
  change(step, { line: 'none' });
}
