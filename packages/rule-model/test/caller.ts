/** A caller who answers what they are asked, whatever the words: for calls whose course is not known beforehand. */
import { type Topic, topicOf } from '../src/asked.ts';
import type { Call } from './call.ts';

export type Answers = Partial<Readonly<Record<Topic, string>>>;

const MANNERS: Answers = {
  confirm: 'Yes.',
  more: "No, that's all, thanks.",
  help: 'I said it already.',
  nothing: 'Okay.',
};

/** Talks until the call is over or `turns` were taken; returns how many it took. */
export function talk(call: Call, opening: string, answers: Answers, turns = 24): number {
  let words = opening;
  for (let turn = 1; turn <= turns; turn += 1) {
    call.say(words);
    if (call.over !== null) return turn;
    const topic = topicOf(call.last());
    words = answers[topic] ?? MANNERS[topic] ?? 'Yes.';
  }
  return turns;
}
