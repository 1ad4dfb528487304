/** Tool calls: which may be made now, one after another; their answers, and what follows from them. */
import { isToolName, type ToolName, toolNamed } from '@bayline/contracts';
import { phrases } from '@bayline/spoken';
import { readAnswer, type ToolAnswer } from './answers.ts';
import { backedByTool } from './backing.ts';
import { consentQuestion } from './consent.ts';
import type { Draft } from './draft.ts';
import type { EventOf } from './events.ts';
import { conclude, onVisitsKnown } from './outbound.ts';
import { say } from './speaking.ts';
import { notNow, stageAfter } from './stages.ts';
import type { ToolCall, ToolInFlight } from './state.ts';
import { askModel } from './thinking.ts';
import { takeWaitingTurn } from './turns.ts';

/** A tool that has not answered after this long is spoken about. */
const TOOL_FILLER_MS = 800;

/** Works through the tool calls of one model answer. `generation` is the reply that spoke its words, if it had any. */
export function startTools(draft: Draft, calls: readonly ToolCall[], generation: number | null, round: number): void {
  draft.now.messages = withToolCalls(draft, calls, generation);
  draft.now.toolQueue = calls;
  draft.now.toolRound = round;
  nextTool(draft);
}

function withToolCalls(draft: Draft, calls: readonly ToolCall[], generation: number | null): Draft['now']['messages'] {
  const { messages } = draft.now;
  const index =
    generation === null ? -1 : messages.findIndex((m) => m.role === 'assistant' && m.generation === generation);
  const message = messages[index];
  if (message?.role === 'assistant') return messages.with(index, { ...message, toolCalls: calls });
  return [...messages, { role: 'assistant', content: null, toolCalls: calls }];
}

/** Asks the next tool in line; when none is left, the model goes on with the answers. */
export function nextTool(draft: Draft): void {
  const [call, ...rest] = draft.now.toolQueue;
  draft.now.toolQueue = rest;
  if (call === undefined) {
    if (!takeWaitingTurn(draft)) askModel(draft, { round: draft.now.toolRound + 1 });
    return;
  }
  const before = answeredInTurn(draft, call);
  if (before !== null) {
    noteAnswer(draft, call, before);
    nextTool(draft);
    return;
  }
  const checked = checkCall(draft, call);
  if (checked.type === 'refused') {
    noteAnswer(draft, call, checked.answer);
    nextTool(draft);
    return;
  }
  askTool(draft, call, checked.name, checked.arguments, null);
}

/** The answer to the very same call since the caller last spoke: an interrupted or absent-minded model asks twice. */
function answeredInTurn(draft: Draft, call: ToolCall): unknown {
  const { messages } = draft.now;
  const turn = messages.slice(messages.findLastIndex((message) => message.role === 'user') + 1);
  const twin = turn
    .flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []))
    .find((other) => other.id !== call.id && other.name === call.name && other.arguments === call.arguments);
  const answer = turn.find((message) => message.role === 'tool' && message.toolCallId === twin?.id);
  return answer?.role === 'tool' ? parseJson(answer.content) : null;
}

type Checked =
  | { type: 'fine'; name: ToolName; arguments: unknown }
  /** `problem` is for the model; `say` may be said aloud. */
  | { type: 'refused'; answer: { ok: false; no: string; say: string; problem: string; missing?: string[] } };

function checkCall(draft: Draft, call: ToolCall): Checked {
  const refused = (no: string, problem: string, missing?: string[]): Checked => ({
    type: 'refused',
    answer: { ok: false, no, say: phrases.lookupFailed, problem, ...(missing === undefined ? {} : { missing }) },
  });
  if (!isToolName(call.name)) return refused('invalid-arguments', `There is no tool named ${call.name}.`);
  const parsed = toolNamed(call.name).arguments.safeParse(parseJson(call.arguments));
  if (!parsed.success) {
    const where = parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`)
      .slice(0, 4);
    return refused('invalid-arguments', `The arguments do not fit the schema: ${where.join('; ')}.`);
  }
  const missing = notNow(call.name, parsed.data, draft.now);
  if (missing !== null) return refused('not-now', missing.say, missing.missing);
  return { type: 'fine', name: call.name, arguments: parsed.data };
}

/** Asks one tool. The session is written first when the tool changes something. */
export function askTool(
  draft: Draft,
  call: ToolCall,
  name: ToolName,
  args: unknown,
  proof: { pending: string; words: string; turn: number } | null,
): void {
  draft.now.tool = { call, name, startedAt: draft.at, commits: proof !== null };
  if (toolNamed(name).changes) draft.want({ type: 'save', first: true });
  draft.want({ type: 'ask-tool', call, name, arguments: args, proof });
  if (!draft.now.turn.fillerSaid) draft.want({ type: 'set-timer', name: 'filler', ms: TOOL_FILLER_MS });
}

export function onToolAnswered(draft: Draft, event: EventOf<'tool-answered'>): void {
  finishTool(draft, event.toolCallId, event.answer);
}

/**
 * A tool that could not be asked or did not answer: said honestly, and the wish is kept for a person. A commit that did not
 * answer may have been made all the same: it is asked again with the same proof, which has one effect however often it is asked.
 */
export function onToolFailed(draft: Draft, event: EventOf<'tool-failed'>): void {
  const { tool } = draft.now;
  if (tool?.commits === true && tool.call.id === event.toolCallId) {
    if (tool.again !== true && commitAgain(draft, tool)) return;
    return leaveOpen(draft, tool);
  }
  finishTool(draft, event.toolCallId, { ok: false, no: 'unavailable', say: phrases.lookupFailed });
}

function finishTool(draft: Draft, toolCallId: string, raw: unknown): void {
  const { tool } = draft.now;
  if (tool === null || tool.call.id !== toolCallId) return;
  const answer = readAnswer(raw);
  draft.now.tool = null;
  draft.want({ type: 'clear-timer', name: 'filler' });
  noteAnswer(draft, tool.call, raw, draft.at - tool.startedAt);
  draft.now.stage = stageAfter(tool.name, answer, draft.now.stage);
  draft.now.intent = intentOf(tool.name) ?? draft.now.intent;
  if (answer.no === 'unavailable') leaveWish(draft, tool.name);
  if (tool.name === 'get_available_slots' && answer.ok) letGo(draft);
  if (tool.name === 'get_upcoming_appointments' && onVisitsKnown(draft, answer)) return;
  if (answer.state === 'read-back') return onReadBack(draft, tool.call, tool.name, answer);
  if (answer.state === 'done') return onDone(draft, tool.name, answer);
  if (tool.commits) return onCommitRefused(draft, answer);
  nextTool(draft);
}

function commitAgain(draft: Draft, tool: ToolInFlight): boolean {
  const { pendingChange, turn } = draft.now;
  if (pendingChange === null) return false;
  const proof = { pending: pendingChange.pending, words: turn.callerSaid ?? '', turn: turn.turn };
  askTool(draft, tool.call, tool.name, parseJson(tool.call.arguments), proof);
  draft.now.tool = { call: tool.call, name: tool.name, startedAt: tool.startedAt, commits: true, again: true };
  return true;
}

/** Nobody knows whether it was committed: nothing is claimed, and a person calls back. */
function leaveOpen(draft: Draft, tool: ToolInFlight): void {
  draft.now.tool = null;
  draft.now.pendingChange = null;
  draft.now.toolQueue = [];
  draft.now.stage = 'INTENT_DETECTION';
  draft.want({ type: 'clear-timer', name: 'filler' });
  const raw = { ok: false, no: 'unavailable', say: phrases.commitUnknown };
  noteAnswer(draft, tool.call, raw, draft.at - tool.startedAt);
  draft.now.wishLeft = true;
  draft.want({ type: 'leave-wish', why: `${tool.name} did not answer: it may have been made, or not` });
  say(draft, { purpose: 'apology', text: phrases.commitUnknown, fixed: true });
  draft.want({ type: 'save', first: false });
}

/** Other times are wanted: what waited for a yes is off. */
function letGo(draft: Draft): void {
  const { pendingChange } = draft.now;
  if (pendingChange === null) return;
  draft.want({ type: 'release-change', pending: pendingChange.pending });
  draft.now.pendingChange = null;
}

/** Records an answer: for the model, for the guard, for the log. */
function noteAnswer(draft: Draft, call: ToolCall, raw: unknown, tookMs = 0): void {
  const answer = readAnswer(raw);
  draft.now.messages = [...draft.now.messages, { role: 'tool', toolCallId: call.id, content: JSON.stringify(raw) }];
  draft.now.backing = backedByTool(draft.now.backing, answer.texts);
  draft.now.offeredSlots =
    answer.slots.length > 0 ? [...new Set([...draft.now.offeredSlots, ...answer.slots])] : draft.now.offeredSlots;
  if (call.name === 'get_upcoming_appointments' && answer.ok) draft.now.appointmentsKnown = true;
  const { turn } = draft.now;
  draft.now.turn = {
    ...turn,
    toolsMs: turn.toolsMs + tookMs,
    tools: [...turn.tools, { name: call.name, ok: answer.ok, no: answer.no, tookMs: Math.round(tookMs * 10) / 10 }],
  };
}

/** The change is held: it is read back by code, without a second model call. */
function onReadBack(draft: Draft, call: ToolCall, name: ToolName, answer: ToolAnswer): void {
  for (const left of draft.now.toolQueue) {
    noteAnswer(draft, left, { ok: false, no: 'not-now', say: 'One thing at a time: a change is being read back.' });
  }
  draft.now.toolQueue = [];
  const { facts, question } = answer.readBack ?? { facts: '', question: '' };
  draft.now.pendingChange = { pending: answer.pending ?? '', call, name, facts, question, heard: false, readings: 0 };
  if (!takeWaitingTurn(draft)) readBack(draft);
}

/** Says (again) what is about to be changed, and asks for the yes. */
export function readBack(draft: Draft): void {
  const { pendingChange } = draft.now;
  if (pendingChange === null) return;
  draft.now.pendingChange = { ...pendingChange, heard: false, readings: pendingChange.readings + 1 };
  draft.now.stage = 'CONFIRMATION';
  const text = `${pendingChange.facts} ${pendingChange.question}`;
  say(draft, { purpose: 'read-back', text, mustHear: pendingChange.facts.length });
  draft.want({ type: 'save', first: false });
}

/** Committed: the sentence was rendered from the row. */
function onDone(draft: Draft, name: ToolName, answer: ToolAnswer): void {
  const deed = deedOf(name);
  draft.now.pendingChange = null;
  draft.now.toolQueue = [];
  if (deed !== null) {
    draft.now.committed = [...draft.now.committed, deed];
    draft.now.outcome = deed;
  }
  draft.now.stage = 'INTENT_DETECTION';
  if (deed !== null && deed !== 'booked') conclude(draft, deed === 'cancelled' ? 'cancelled' : 'moved');
  const question = deed === 'booked' ? consentQuestion(draft) : null;
  const text = `${answer.say} ${question ?? phrases.anythingElse}`;
  say(draft, { purpose: 'confirmation', text, mustHear: answer.say.length });
  draft.want({ type: 'save', first: false });
}

/** A commit that was refused (the slot has gone, the hold lapsed): the model is told and finds another way. */
function onCommitRefused(draft: Draft, answer: ToolAnswer): void {
  draft.now.pendingChange = null;
  draft.now.stage = answer.slots.length > 0 ? 'ACTION_EXECUTION' : 'INTENT_DETECTION';
  nextTool(draft);
}

function leaveWish(draft: Draft, name: ToolName): void {
  if (draft.now.wishLeft) return;
  draft.now.wishLeft = true;
  draft.want({ type: 'leave-wish', why: `${name} was unavailable` });
}

function deedOf(name: ToolName): 'booked' | 'cancelled' | 'rescheduled' | null {
  if (name === 'book_appointment') return 'booked';
  if (name === 'cancel_appointment') return 'cancelled';
  return name === 'reschedule_appointment' ? 'rescheduled' : null;
}

function intentOf(name: ToolName): string | null {
  if (name === 'get_available_slots' || name === 'book_appointment') return 'book';
  if (name === 'cancel_appointment') return 'cancel';
  if (name === 'reschedule_appointment') return 'reschedule';
  return name === 'get_upcoming_appointments' ? 'question' : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    // Broken arguments are refused like any that do not fit the schema.
    return undefined;
  }
}
