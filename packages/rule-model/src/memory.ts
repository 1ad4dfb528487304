/** Memory: the exchanges of a call folded to what is believed about it. No belief is kept between two requests; readings of words are (heard.ts). */
import { type Topic, topicOf } from './asked.ts';
import { type Belief, current, isOutOfOrder, nobody } from './belief.ts';
import { agrees, declines } from './consent.ts';
import type { Exchange, ToolUse } from './exchanges.ts';
import type { Facts } from './facts.ts';
import { progressOf, searchFacts } from './fingerprints.ts';
import { type Heard, hear } from './heard.ts';
import { finish, learn, wantsProof } from './learn.ts';
import { rememberCaller } from './remember-caller.ts';
import { rememberRequest } from './remember-request.ts';
import { settleVisit } from './which-visit.ts';

/** What is believed after all exchanges. */
export function remember(exchanges: readonly Exchange[], facts: Facts, careful: boolean): Belief {
  const start: Belief = {
    facts,
    caller: nobody,
    requests: [],
    finished: [],
    mentioned: [],
    heard: hear([], 'help'),
    said: '',
    asks: {},
    lost: 0,
    troubles: 0,
    troubleSaid: '',
    toolsThisTurn: 0,
    careful,
    warned: false,
    promised: false,
    lastVehicle: null,
  };
  return exchanges.reduce((belief, exchange, index) => rememberExchange(belief, exchange, exchanges[index - 1]), start);
}

function rememberExchange(belief: Belief, exchange: Exchange, before: Exchange | undefined): Belief {
  const heard = hear(exchange.said, askedBefore(exchange.before, before, belief));
  const told = exchange.said.length === 0 ? { ...belief, heard } : listen({ ...belief, heard }, heard);
  const learned = settleVisit(exchange.uses.reduce(learn, { ...told, toolsThisTurn: exchange.uses.length }));
  return exchange.reply === null ? learned : speak(learned, exchange.reply, exchange);
}

function listen(belief: Belief, heard: Heard): Belief {
  const known = rememberCaller(rememberRequest(belief, heard), heard);
  return { ...known, lost: understood(belief, known, heard) ? 0 : belief.lost + 1 };
}

/** Topics to which a plain yes or no is an answer. */
const YES_OR_NO: readonly Topic[] = ['confirm', 'more', 'slot', 'offer-booking', 'message', 'tow-or-person'];

/** Asked again before anything was looked up: the same wish is an answer all the same. */
function repeatsWish(belief: Belief, { asked, mentions }: Heard): boolean {
  const request = current(belief);
  const waits = request !== null && request.wish !== null && request.search?.facts !== searchFacts(request);
  return asked === 'when' && mentions.length > 0 && waits;
}

function understood(before: Belief, after: Belief, heard: Heard): boolean {
  if (heard.questions.length > 0 || heard.moods.length > 0) return true;
  if (repeatsWish(after, heard)) return true;
  if (YES_OR_NO.includes(heard.asked) && (agrees(heard.text) || declines(heard.text))) return true;
  return progressOf(before.requests, before.caller) !== progressOf(after.requests, after.caller);
}

/** What our last words asked for. A tool that wants proof or another time asked for that, in whatever words. */
function askedBefore(words: string, before: Exchange | undefined, belief: Belief): Topic {
  const topic = words === '' ? 'help' : topicOf(words);
  if (topic === 'more' || topic === 'message' || before?.reply == null) return topic;
  const answer = lastAnswered(before.uses)?.answer;
  if (answer == null) return topic;
  if (answer.readBack && words.length > 0) return 'confirm';
  if (answer.no === 'unclear-time') return 'when';
  if (answer.offers.length > 0 && ['when', 'nothing', 'confirm', 'help'].includes(topic)) return 'slot';
  if (lastAnswered(before.uses)?.tool === 'decode_vin') return topic === 'vehicle' ? topic : 'vin-character';
  if (wantsProof(answer) && current(belief)?.goal !== 'book') return factOrVisit(answer.no, topic, before.uses);
  return topic;
}

function factOrVisit(no: string | null, topic: Topic, uses: readonly ToolUse[]): Topic {
  if (topic === 'name' || topic === 'last-name' || topic === 'phone' || topic === 'spelling') return topic;
  const ofVisit = /cancel|reschedule|upcoming/.test(lastAnswered(uses)?.tool ?? '');
  return no === 'ambiguous' && ofVisit ? 'which-visit' : 'fact';
}

function lastAnswered(uses: readonly ToolUse[]): ToolUse | undefined {
  return uses.findLast(({ answer }) => answer !== null);
}

/** What our own words change: what was asked, promised, warned of, and a request that they closed. */
function speak(belief: Belief, reply: string, exchange: Exchange): Belief {
  const topic = topicOf(reply);
  const spoken: Belief = {
    ...belief,
    said: reply,
    asks: { ...belief.asks, [topic]: (belief.asks[topic] ?? 0) + 1 },
    warned: belief.warned || /\b(?:don't|not|shouldn't) (?:\w+ )?drive\b/i.test(reply),
    promised: belief.promised || /\bconnect you\b/i.test(reply),
  };
  return isClosed(spoken, topic, exchange) ? finish(spoken, reply) : spoken;
}

/** A visit that was told, a message that was taken and a change that cannot be made are done when we ask for more. */
function isClosed(belief: Belief, topic: Topic, exchange: Exchange): boolean {
  const goal = current(belief)?.goal;
  if (topic === 'more' && isOutOfOrder(belief)) return true;
  if (goal === undefined || goal === 'book') return false;
  const told = exchange.uses.some(({ tool, answer }) => tool === 'get_upcoming_appointments' && answer?.ok === true);
  return topic === 'more' || (goal === 'hear' && told);
}
