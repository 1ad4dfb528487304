/** The first words of a call, and going on with one that another owner began. */
import { phrases, sayGreeting } from '@bayline/spoken';
import { backedByTool } from './backing.ts';
import type { Draft } from './draft.ts';
import type { EventOf } from './events.ts';
import type { Manners } from './manners.ts';
import { takeMessage } from './message.ts';
import { beginOutbound, resumeOutbound } from './outbound.ts';
import { sayRest } from './resuming.ts';
import { cancelReplies, leaveAfter, say, settle, settleCancelled } from './speaking.ts';
import type { Reply } from './state.ts';
import { askModel } from './thinking.ts';
import { askTool, nextTool, readBack } from './tooling.ts';
import { awaitCaller } from './waiting.ts';

export function onStarted(draft: Draft, event: Pick<EventOf<'started'>, 'wall'>): void {
  draft.now.clock = { wall: event.wall, at: draft.at };
  draft.now.backing = backedByTool(draft.now.backing, shopTexts(draft));
  if (!beginOutbound(draft))
    say(draft, { purpose: 'greeting', text: sayGreeting(draft.now.brief.shop.name), fixed: true });
  draft.want({ type: 'save', first: false });
}

/** What the shop itself backs: hours, prices, closures. Days and clock times apart, so that hours are no offers. */
function shopTexts(draft: Draft): string[] {
  const { shop } = draft.now.brief;
  return [
    ...[...shop.hours, ...shop.deskHours].flatMap((day) => [day.weekday, clockText(day.opens), clockText(day.closes)]),
    ...shop.services.flatMap((service) => (service.priceFrom === null ? [] : [`$${service.priceFrom}`])),
    ...shop.closures.map((closure) => dateText(closure.date)),
    ...WEEKDAYS,
    'today',
    'tomorrow',
  ];
}

/** `17:30` as the guard reads clock times: `5:30 PM`. */
function clockText(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

function dateText(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return `${WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]} ${MONTHS[month - 1]} ${day}`;
}

/** Another owner began this call: what was under way is taken up where the caller last heard of it. */
export function onResumed(draft: Draft, event: EventOf<'resumed'>, manners: Manners): void {
  if (event.brief !== null) draft.now.brief = event.brief;
  const wasThinking = draft.now.thinking !== null;
  draft.now.thinking = null;
  draft.now.turn = { ...draft.now.turn, takenAt: draft.at };
  if (event.deskUnanswered) return comeBack(draft);
  if (draft.now.leaving !== null) return leaveAfter(draft, null, draft.now.leaving);
  if (resumeOutbound(draft)) return;
  draft.now.cut = null;
  draft.now.clock = { wall: event.wall, at: draft.at };
  const unheard = draft.now.replies;
  for (const reply of unheard) settle(draft, reply.generation);
  const { tool } = draft.now;
  if (tool !== null) {
    draft.now.tool = null;
    const args: unknown = JSON.parse(tool.call.arguments);
    const { pendingChange } = draft.now;
    const words = draft.now.turn.callerSaid ?? '';
    const proof =
      tool.commits && pendingChange !== null
        ? { pending: pendingChange.pending, words, turn: draft.now.turn.turn }
        : null;
    return askTool(draft, tool.call, tool.name, args, proof);
  }
  if (draft.now.toolQueue.length > 0) return nextTool(draft);
  if (wasThinking) return askModel(draft);
  const last = draft.now.messages.at(-1)?.role;
  if (draft.now.pendingChange !== null && last !== 'user') return readBack(draft);
  const missed = unheard.findLast((reply) => reply.purpose !== 'filler');
  if (missed !== undefined) return sayRest(draft, missed);
  if (last === 'user' || last === 'tool') return askModel(draft);
  if (draft.now.messages.length === 0) return onStarted(draft, event);
  say(draft, { purpose: 'prompt', text: phrases.backAgain, fixed: true });
  awaitCaller(draft, manners);
}

/** Nobody answered at the desk: the caller is with us again, and a message is taken. */
function comeBack(draft: Draft): void {
  for (const reply of draft.now.replies) settle(draft, reply.generation);
  draft.now.tool = null;
  draft.now.toolQueue = [];
  draft.now.listening = { ...draft.now.listening, words: '', partial: '', overheard: '', early: false };
  if (draft.now.messages.length === 0) draft.now.backing = backedByTool(draft.now.backing, shopTexts(draft));
  takeMessage(draft, 'desk-busy');
}

/** Another speech instance serves the call: what it cannot know of our replies is said again from where it was heard. */
export function onSpeechOwnerChanged(draft: Draft, event: EventOf<'speech-owner-changed'>): void {
  // The change may be told again: those who showed life for an old epoch are reminded of it.
  if (event.epoch <= draft.now.speechEpoch) return;
  draft.now.speechEpoch = event.epoch;
  const live = draft.now.replies.filter((reply) => reply.phase !== 'cleared');
  if (live.length > 0) sayAgain(draft, live);
}

/** What was told while the bus was away never arrived. What is being heard did, and so will what waits behind it. */
export function onBusReturned(draft: Draft): void {
  const live = draft.now.replies.filter((reply) => reply.phase !== 'cleared');
  if (live.length > 0 && live.every((reply) => reply.phase === 'told' && reply.complete)) sayAgain(draft, live);
}

function sayAgain(draft: Draft, live: readonly Reply[]): void {
  cancelReplies(draft, 'superseded');
  settleCancelled(draft);
  const missed = live.filter((reply) => reply.purpose !== 'filler');
  if (draft.now.pendingChange !== null && missed.some((reply) => reply.purpose === 'read-back')) return readBack(draft);
  for (const reply of missed) sayRest(draft, reply);
}
