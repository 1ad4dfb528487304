/** From a move to the words that are said, the same words for the same messages. */
import { sayList } from '@bayline/spoken';
import type { Belief } from './belief.ts';
import { pick } from './chance.ts';
import { HANG_UP_MARK, TRANSFER_MARK } from './messages.ts';
import type { Lead, Move, Step } from './moves.ts';
import { APOLOGETIC_TRANSFERS, GOODBYES, LEADS, QUESTIONS, TRANSFERS, WAITS, type Wordings } from './phrases.ts';
import { answerTo, towNumber } from './side-answers.ts';

/** What is said even after an answer was thrown away: it stands in the shop's facts. */
const SURE: readonly Lead['type'][] = ['warning', 'answer'];

/** The words of a move. A call has the words of its lead only, empty when there are none. */
export function wordsOf(move: Move, belief: Belief, seed: string): string {
  const leads = belief.careful ? move.lead.filter(({ type }) => SURE.includes(type)) : move.lead;
  const lead = leads.map((one) => leadWords(one, belief, seed));
  const repeats = lead.includes(null) && belief.said !== '';
  if (repeats && move.step.type !== 'call') return [...lead, belief.said].filter((part) => part !== null).join(' ');
  return [...lead, stepWords(move.step, belief, seed)].filter((part) => part !== null && part !== '').join(' ');
}

/** Null stands for our last words once more. */
function leadWords(lead: Lead, belief: Belief, seed: string): string | null {
  if (lead.type === 'tell') return lead.words;
  if (lead.type === 'answer') return answerTo(lead.question, belief);
  if (lead.type === 'tow') return towNumber(belief.facts);
  const words = fresh(LEADS[lead.type], belief, `${seed}:${lead.type}`);
  if (lead.type === 'time-open') return words.replace('{when}', lead.when);
  if (lead.type === 'for-vehicle') return words.replace('{vehicle}', lead.vehicle);
  if (lead.type !== 'thanks') return words;
  return lead.name === null ? words.replace(', {name}', '') : words.replace('{name}', lead.name);
}

function stepWords(step: Step, belief: Belief, seed: string): string {
  if (step.type === 'call') return '';
  if (step.type === 'wait') return fresh(WAITS, belief, seed);
  if (step.type === 'goodbye') return `${fresh(GOODBYES, belief, seed)} ${HANG_UP_MARK}`;
  if (step.type === 'transfer') {
    return `${fresh(step.angry ? APOLOGETIC_TRANSFERS : TRANSFERS, belief, seed)} ${TRANSFER_MARK}`;
  }
  const question = (list: readonly string[]): string =>
    fresh(QUESTIONS[step.question], belief, `${seed}:${step.question}`).replace('{list}', sayList(list, 'or'));
  if (step.type === 'ask') return question(step.list ?? []);
  return step.words.includes('?') ? step.words : `${ended(step.words)} ${question([])}`;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** One of several wordings, never the one that was said last. */
function fresh(wordings: Wordings, belief: Belief, seed: string): string {
  const chosen = pick(wordings, seed);
  if (!belief.said.includes(chosen)) return chosen;
  return wordings.find((other) => !belief.said.includes(other)) ?? chosen;
}
