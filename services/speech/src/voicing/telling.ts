/** Which characters of a reply are told to lie in which milliseconds, and when. */
import { charactersIn } from './pace.ts';
import { change, type Part, type Step, textOf } from './voicing-state.ts';

/**
 * Ranges are told after so much more audio, sooner at the beginning of a reply: audio comes several times faster than it
 * is played, so whoever is interrupted has been told about all that was heard by then.
 */
const EVERY_MS = { least: 200, most: 1_000 } as const;

/** Tells that the reply's text up to a character is audio now. */
export function tellUpTo(step: Step, character: number, cached: boolean): void {
  const { told, ms, complete, parts, startedAt } = step.voicing;
  const done = complete && parts.length === 0;
  step.effects.push({
    type: 'tell',
    range: {
      fromCharacter: told?.character ?? 0,
      toCharacter: character,
      fromMs: told?.ms ?? 0,
      toMs: ms,
      done,
      failed: false,
      cached,
      ...(told === null && ms > 0 ? { pieceToFirstByteMs: step.at - startedAt } : {}),
    },
  });
  change(step, { told: { character, ms, done } });
}

/** Tells how far a part that is still being synthesised has come, by the pace at which others were spoken. */
export function tellProgress(step: Step, part: Part, pace: number): void {
  const { told, ms } = step.voicing;
  if (told !== null && ms - told.ms < Math.min(EVERY_MS.most, Math.max(EVERY_MS.least, told.ms))) return;
  const estimate = part.from + charactersIn(textOf(step.voicing, part), part.ms, pace);
  // The end of a part is told when it is known, not when it is guessed.
  const character = Math.min(estimate, part.to - 1);
  const toldUpTo = told?.character ?? 0;
  if (character > toldUpTo) tellUpTo(step, character, false);
  else if (told === null) tellUpTo(step, Math.min(1, part.to), false);
}

export function tellFailed(step: Step): void {
  const { told } = step.voicing;
  const [character, ms] = [told?.character ?? 0, told?.ms ?? 0];
  step.effects.push({
    type: 'tell',
    range: {
      fromCharacter: character,
      toCharacter: character,
      fromMs: ms,
      toMs: ms,
      done: false,
      failed: true,
      cached: false,
    },
  });
}
