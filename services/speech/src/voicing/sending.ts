/** What is sent to a synthesiser, and when it is flushed, within what its line allows. */
import type { Allowance } from './budget.ts';
import { change, hasWords, type Part, replacePart, type Step, textOf, type Voicing } from './voicing-state.ts';

/** The vendor closes a socket on a text of more than 2,000 characters. */
const LONGEST_TEXT = 1_900;
/** With less room than this, a word that is too long waits for another line instead of being cut. */
const SHORTEST_CUT = 100;

/**
 * When text that waits for the end of its reply is flushed all the same, because the caller has heard everything before it;
 * null when nothing waits, or when earlier text is still becoming audio.
 */
export function flushDueAt(voicing: Voicing): number | null {
  const [waiting] = voicing.parts;
  if (voicing.state !== 'open' || voicing.parts.length !== 1 || waiting === undefined || waiting.closed) return null;
  if (!hasWords(textOf(voicing, waiting))) return null;
  return Math.max(voicing.playsUntil, voicing.waitingSince) + voicing.patienceMs;
}

/** Closes the part that is still open when it is to be flushed: the reply's first, its last, or one that waited too long. */
export function closeLastPart(step: Step): void {
  const { voicing, at } = step;
  const index = voicing.parts.length - 1;
  const part = voicing.parts[index];
  if (part === undefined || part.closed) return;
  const speakable = hasWords(textOf(voicing, part));
  const dueAt = flushDueAt(voicing);
  if (voicing.complete && !speakable && part.sent === part.from) replacePart(step, index);
  else if (voicing.complete || (speakable && (!voicing.begun || (dueAt !== null && dueAt <= at)))) {
    replacePart(step, index, { ...part, closed: true });
    change(step, { begun: true });
  }
}

/** Sends what can be sent, asks for a line when one is needed and gives it back when not. */
export function send(step: Step): void {
  const { line } = step.voicing;
  if (line === 'wanted') return;
  if (line === 'none') {
    if (!step.voicing.parts.some(wantsLine)) return;
    change(step, { line: 'wanted' });
    step.effects.push({ type: 'lease' });
    return;
  }
  for (let index = 0; index < step.voicing.parts.length; index += 1) {
    if (!sendPart(step, index)) break;
  }
  if (step.voicing.parts.some(isUnderWay)) return;
  change(step, { line: 'none' });
  step.effects.push({ type: 'release', line: 'idle' });
  // What is left did not fit into the line's allowance: it goes through another one.
  send(step);
}

/** A closed part that was not flushed needs a line; text that waits for its end does not need one yet. */
function wantsLine(part: Part): boolean {
  return part.keptMs === null && part.closed && !part.flushed;
}

/** The synthesiser has text of this part. */
function isUnderWay(part: Part): boolean {
  return part.keptMs === null && part.sent > part.from;
}

/** Sends one part as far as the line allows. Returns false when nothing more fits. */
function sendPart(step: Step, index: number): boolean {
  const part = step.voicing.parts[index];
  const { line, text } = step.voicing;
  if (part === undefined || typeof line === 'string') return false;
  if (part.keptMs !== null || part.flushed) return true;
  const unsent = text.slice(part.sent, part.to);
  if (!part.closed && !hasWords(unsent)) return true;
  const fitting = line.flushes === 0 ? '' : whatFits(unsent, line.characters);
  if (hasWords(fitting)) speak(step, part, fitting);
  const sent = part.sent + fitting.length;
  if (hasWords(text.slice(sent, part.to))) {
    splitPart(step, index, sent);
    return false;
  }
  replacePart(step, index, { ...part, sent: part.to });
  if (part.closed) flush(step, index);
  return true;
}

function speak(step: Step, part: Part, text: string): void {
  const joint = step.voicing.text.slice(part.sent - 1, part.sent + 1);
  const spaced = part.sent > part.from && !/\s/.test(joint) ? ` ${text}` : text;
  for (let rest = spaced; rest !== ''; ) {
    const next = whatFits(rest, LONGEST_TEXT);
    step.effects.push({ type: 'speak', text: next });
    rest = rest.slice(next.length);
  }
  spendAllowance(step, { characters: spaced.length, flushes: 0 });
}

function flush(step: Step, index: number): void {
  const part = step.voicing.parts[index];
  if (part === undefined) return;
  replacePart(step, index, { ...part, flushed: true });
  step.effects.push({ type: 'flush' });
  spendAllowance(step, { characters: 0, flushes: 1 });
}

/** What was sent of a part becomes a part of its own, flushed now; the rest waits for another line. */
function splitPart(step: Step, index: number, at: number): void {
  const part = step.voicing.parts[index];
  if (part === undefined || at === part.from) return;
  const rest: Part = { ...part, from: at, sent: at, ms: 0 };
  replacePart(step, index, { ...part, to: at, sent: at, closed: true }, rest);
  change(step, { begun: true });
  flush(step, index);
}

function spendAllowance(step: Step, spent: Allowance): void {
  const { line } = step.voicing;
  if (typeof line === 'string') return;
  change(step, {
    line: { characters: line.characters - spent.characters, flushes: line.flushes - spent.flushes },
  });
}

/** The longest beginning of a text with at most so many characters, cut between words when there is a choice. */
function whatFits(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, Math.max(0, characters));
  const space = cut.lastIndexOf(' ');
  if (space > 0) return cut.slice(0, space);
  return characters < SHORTEST_CUT ? '' : cut;
}
