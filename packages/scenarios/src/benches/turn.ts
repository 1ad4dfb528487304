/**
 * `bench turn`: how long a turn takes from the caller's last word to the first frame of the answer. Run twice: without asking
 * ahead it gives what is ours (`addedMs`: the turn minus what the simulated providers were told to take), with it what was
 * gained. Read from the latency ledger (`turn.measured`) and, beside it, at the phone's edge.
 */

import { join } from 'node:path';
import { askAnswered, replyPiece } from '@bayline/contracts';
import { createProgress, localDirectory, startHouse, startSimulators } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { openPhone } from '../phone.ts';
import { openStage, type Stage } from '../stage.ts';
import type { MeasuredTurn } from '../tap.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { readCosts } from './costs.ts';
import { machine, median, percentile, percentiles, share } from './figures.ts';
import { firstClauseMs, providerMs, type Rhythm, readRhythm } from './rhythm.ts';
import { type AnsweredTurn, type Question, type Talk, talk } from './talk.ts';

/** Twelve turns: two in which the caller goes on after words that read whole, one with a look-up. */
export const QUESTIONS: readonly Question[] = [
  { kind: 'plain', says: 'What are your opening hours?' },
  { kind: 'plain', says: 'How much is an oil change?' },
  { kind: 'goes-on', says: 'I have a question about my car. How long does an oil change take?' },
  { kind: 'plain', says: 'Where are you located?' },
  { kind: 'plain', says: 'How long does a brake inspection take?' },
  { kind: 'plain', says: 'Are you a real person?' },
  { kind: 'goes-on', says: 'I need to know something. How much is a tire rotation?' },
  { kind: 'plain', says: 'What is the phone number of the shop?' },
  { kind: 'plain', says: 'How much is a battery replacement?' },
  { kind: 'plain', says: 'I need an oil change on Tuesday of next week.' },
  { kind: 'plain', says: 'My name is Marta Fenwick.' },
  { kind: 'tool', says: "It's a 2018 Subaru Outback." },
];

/** A full stop is then a pause of 267 ms: long enough to be taken for the end by the words, too short for the recogniser. */
const WORDS_PER_MINUTE = 180;

export const turnBench: Bench = {
  name: 'turn',
  about: 'a turn from the last word to the first frame: what is ours, and what asking ahead gains',
  run: async (options) => (options.webhook === null ? ownHouse(options) : foreign(options, options.webhook)),
};

async function ownHouse(options: BenchOptions): Promise<Record<string, unknown>> {
  const plainRuns: Run[] = [];
  const aheadRuns: Run[] = [];
  for (let index = 0; index < options.runs; index += 1) {
    options.note(`run ${index + 1} of ${options.runs}, ${options.calls} conversations at once: without asking ahead`);
    plainRuns.push(await runHouse(options, false));
    options.note(`run ${index + 1} of ${options.runs}, ${options.calls} conversations at once: asking ahead`);
    aheadRuns.push(await runHouse(options, true));
  }
  const rhythm = plainRuns[0]?.rhythm;
  const without = plainRuns.map(figuresWithout);
  const ahead = aheadRuns.map((run, index) => figuresAhead(run, without[index]?.addedMs.p50 ?? 0));
  return {
    bench: 'turn',
    calls: options.calls,
    runs: options.runs,
    profile: options.profile,
    addedMs: medians(without.map(({ addedMs }) => addedMs)),
    leadGained: median(ahead.map(({ leadGained }) => leadGained)),
    ratio: medians(ahead.map(({ ratio }) => ratio)),
    without,
    ahead,
    settings: rhythm,
    machine: machine(),
  };
}

interface Run {
  readonly rhythm: Rhythm;
  readonly talks: readonly Talk[];
  readonly measured: readonly MeasuredTurn[];
  readonly firstPieces: ReadonlyMap<string, string>;
  readonly wholeAnswers: ReadonlyMap<string, string>;
  /** Pieces that were told, and tools that were asked, by this process's clock. */
  readonly pieces: readonly { callId: string; at: number }[];
  readonly tools: readonly { callId: string; at: number }[];
  readonly costs: Record<string, number>;
}

async function runHouse(options: BenchOptions, ahead: boolean): Promise<Run> {
  const { calls, profile, quiet } = options;
  const house = await startHouse({
    profile: 'bench',
    progress: createProgress(quiet),
    now: HOUSE_NOW,
    // A bench measures how fast calls are served, not how many are let in.
    environment: { MAX_EVENT_LOOP_DELAY_MS: '10000', MAX_CALLS_PER_NUMBER_PER_HOUR: '100000' },
    perService: { dialogue: { DIALOGUE_SPECULATION: String(ahead), DIALOGUE_PROFILE: profile } },
  });
  const stage = await openStage(house);
  try {
    const rhythm = await readRhythm(house.simulators.environment);
    const answers = hearAnswers(stage);
    const tools = hearTools(stage);
    const talks = await Promise.all(
      Array.from({ length: calls }, (_, index) =>
        talk(stage.phone, {
          from: `+1215556${String(index).padStart(4, '0')}`,
          questions: QUESTIONS,
          wordsPerMinute: WORDS_PER_MINUTE,
          afterMs: Math.round((index * 10_000) / calls),
        }),
      ),
    );
    const costs = await readCosts(house.simulators.environment, talks);
    return { rhythm, talks, measured: [...stage.tap.measured], ...answers, tools, costs };
  } finally {
    await stage.close();
    await house.stop();
  }
}

/** The words of every answer: how many tokens its first piece and its first clause are decides what the model was told to take. */
function hearAnswers(stage: Stage): Pick<Run, 'firstPieces' | 'wholeAnswers' | 'pieces'> {
  const pieces: { callId: string; at: number }[] = [];
  const firstPieces = new Map<string, string>();
  const wholeAnswers = new Map<string, string>();
  stage.tap.connection.subscribe(`${replyPiece.name}.*`, {
    callback: (error, message) => {
      if (error !== null) return;
      const piece = replyPiece.schema.safeParse(message.json());
      if (!piece.success) return;
      const callId = message.subject.slice(replyPiece.name.length + 1);
      const key = `${callId}/${piece.data.generation}`;
      if (piece.data.text !== '') pieces.push({ callId, at: performance.now() });
      if (piece.data.index === 0) firstPieces.set(key, piece.data.text);
      wholeAnswers.set(key, (wholeAnswers.get(key) ?? '') + piece.data.text);
    },
  });
  return { firstPieces, wholeAnswers, pieces };
}

/** Every tool that was asked, by this process's clock. */
function hearTools(stage: Stage): { callId: string; at: number }[] {
  const tools: { callId: string; at: number }[] = [];
  stage.tap.connection.subscribe(`${askAnswered.name}.*`, {
    callback: (error, message) => {
      if (error !== null) return;
      const { subject, tookMs } = message.json<{ subject: string; tookMs: number }>();
      if (!subject.startsWith('tool.')) return;
      const callId = message.subject.slice(askAnswered.name.length + 1);
      tools.push({ callId, at: performance.now() - tookMs });
    },
  });
  return tools;
}

const keyOf = (turn: MeasuredTurn): string => `${turn.callId}/${turn.generation}`;

function answersOf({ measured, firstPieces }: Run): { plain: MeasuredTurn[]; withTools: MeasuredTurn[] } {
  const answers = measured.filter((turn) => !turn.cached && firstPieces.has(keyOf(turn)));
  return { plain: answers.filter(({ tools }) => tools === 0), withTools: answers.filter(({ tools }) => tools > 0) };
}

function figuresWithout(run: Run) {
  const { plain, withTools } = answersOf(run);
  const provided = plain.map((turn) => providerMs(run.rhythm, run.firstPieces.get(keyOf(turn)) ?? ''));
  return {
    ...common(run, plain, withTools),
    addedMs: percentiles(plain.map((turn, index) => turn.totalMs - (provided[index] ?? 0))),
    providerMs: percentiles(provided),
  };
}

/**
 * `leadGained`: how much of the time between the whole-sentence partial and the final was saved, per turn: what the turn would
 * have taken without asking ahead (its providers, and the median of what is ours), minus what it took, over that lead.
 * `ratio`: the turn over the serial sum of final, first token, first clause and first TTS byte; where the first clause ends is
 * decided by punctuation alone, however early we begin to speak.
 */
function figuresAhead(run: Run, addedP50: number) {
  const { plain, withTools } = answersOf(run);
  const { rhythm, firstPieces, wholeAnswers } = run;
  const led = plain.filter(({ leadMs = 0 }) => leadMs >= 20);
  const gained = led.map((turn) => {
    const serial = providerMs(rhythm, firstPieces.get(keyOf(turn)) ?? '') + addedP50;
    return (serial - turn.totalMs) / (turn.leadMs ?? 1);
  });
  const ratios = plain.map((turn) => {
    const answer = wholeAnswers.get(keyOf(turn)) ?? '';
    return turn.totalMs / (providerMs(rhythm, '') + firstClauseMs(rhythm, answer));
  });
  return {
    ...common(run, plain, withTools),
    leadGained: share(percentile(gained, 0.5)),
    leadMs: percentiles(led.map(({ leadMs = 0 }) => leadMs)),
    aheadMs: percentiles(plain.filter(({ speculated }) => speculated).map(({ aheadMs = 0 }) => aheadMs)),
    ratio: { p50: share(percentile(ratios, 0.5)), p95: share(percentile(ratios, 0.95)) },
    kept: share(plain.filter(({ speculated }) => speculated).length / Math.max(1, plain.length)),
    dropped: plain.reduce((sum, { dropped = 0 }) => sum + dropped, 0),
    goesOn: goesOn(run),
  };
}

/**
 * Turns in which the caller went on: what was told to the voice and heard, and what was asked of tools, before they were done.
 * The rest of an earlier answer, which a busy machine may bring late, is not counted: it was told before.
 */
function goesOn({ talks, tools, pieces }: Run): Record<string, number> {
  const turns = talks.flatMap(({ turns: all }) => all).filter(({ kind }) => kind === 'goes-on');
  const within = (turn: AnsweredTurn, happened: Run['tools']): number =>
    happened.filter(({ callId, at }) => callId === turn.callSid && at > turn.beganAt && at < turn.saidAt).length;
  return {
    turns: turns.length,
    audible: turns.filter((turn) => turn.heardWithin > 0 && within(turn, pieces) > 0).length,
    sideEffects: turns.reduce((sum, turn) => sum + within(turn, tools), 0),
  };
}

function common(run: Run, plain: readonly MeasuredTurn[], withTools: readonly MeasuredTurn[]) {
  const of = (read: (turn: MeasuredTurn) => number) => percentiles(plain.map(read));
  return {
    turns: plain.length,
    totalMs: of((turn) => turn.totalMs),
    withTools: { turns: withTools.length, totalMs: percentiles(withTools.map((turn) => turn.totalMs)) },
    stagesMs: {
      lastWordToFinal: of((turn) => turn.lastWordToFinalMs),
      finalToRequest: of((turn) => turn.finalToRequestMs),
      requestToFirstToken: of((turn) => turn.requestToFirstTokenMs),
      firstTokenToPiece: of((turn) => turn.firstTokenToPieceMs),
      pieceToFirstByte: of((turn) => turn.pieceToFirstByteMs),
      firstByteToFrame: of((turn) => turn.firstByteToFrameMs),
    },
    edge: edge(run.talks),
    costs: run.costs,
  };
}

/** What the phone itself measured: the only figures there are of a foreign application. */
function edge(talks: readonly Talk[]): Record<string, unknown> {
  const turns = talks.flatMap((each) => each.turns);
  const waited = (kind: Question['kind']) =>
    percentiles(turns.filter((turn) => turn.kind === kind).map((turn) => turn.waitedMs));
  return {
    conversations: talks.length,
    whole: talks.filter((each) => each.whole).length,
    greetingMs: percentiles(talks.flatMap(({ greetingMs }) => (greetingMs === null ? [] : [greetingMs]))),
    waitedMs: waited('plain'),
    waitedAfterGoingOnMs: waited('goes-on'),
    waitedForLookupMs: waited('tool'),
    heardWhileGoingOn: turns.reduce((sum, { heardWithin }) => sum + heardWithin, 0),
    problems: talks.flatMap(({ problems }) => problems).slice(0, 5),
  };
}

/** A Media Streams application that somebody else runs, called over a phone network of its own. */
async function foreign(options: BenchOptions, webhook: string): Promise<Record<string, unknown>> {
  const { calls, note, token } = options;
  const network = await startSimulators(join(localDirectory, 'bench', 'twilio.log'), {
    SIMULATORS_ONLY: 'twilio',
    ...(token === null ? {} : { SIMULATE_TWILIO__AUTH_TOKEN: token }),
  });
  note(`${calls} conversations at once with ${webhook}`);
  const phone = await openPhone(network.environment.TWILIO_API_BASE_URL ?? '');
  try {
    const talks = await Promise.all(
      Array.from({ length: calls }, (_, index) =>
        talk(phone, {
          from: `+1215556${String(index).padStart(4, '0')}`,
          webhook,
          questions: QUESTIONS,
          wordsPerMinute: WORDS_PER_MINUTE,
          afterMs: Math.round((index * 10_000) / calls),
        }),
      ),
    );
    return { bench: 'turn', webhook, calls, edge: edge(talks), machine: machine() };
  } finally {
    phone.close();
    await network.stop();
  }
}

function medians<Key extends string>(runs: readonly Readonly<Record<Key, number>>[]): Record<Key, number> {
  const keys = Object.keys(runs[0] ?? {}) as Key[];
  return Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))])) as Record<Key, number>;
}
