/**
 * `bench barge-in`: how fast our voice stops. `stopMs`: from the recogniser's partial as the bus carries it to `clear` at
 * the phone network, both seen by this process. `lineSilentMs`: from the caller's first interrupting word to the clear.
 * `cancelledMs`: from that partial to the model's stream being given up and to the synthesiser's clear, as those saw it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { transcriptPartial } from '@bayline/contracts';
import { createProgress, startHouse } from '@bayline/local';
import { z } from 'zod';
import { HOUSE_NOW } from '../houses.ts';
import type { PhoneCall, PhoneEvent } from '../phone.ts';
import { openStage, type Stage } from '../stage.ts';
import type { Bench } from './bench.ts';
import { stateOf } from './costs.ts';
import { machine, percentiles } from './figures.ts';

/** A question with a long answer, and words that break into it. */
const QUESTION = 'What are your opening hours?';
const INTERRUPTION = 'Sorry, where are you located?';
/** Answers that are broken into while the model is still talking. */
const CANCELLATIONS = 8;
const CLOSE_MS = 20;
/** Callers do not speak in step: the calls begin spread over this time. */
const SPREAD_MS = 3_700;

const openAiMoments = z.object({ abortedAt: z.array(z.number()) });
const deepgramMoments = z.object({ clearedAt: z.array(z.number()) });

/** Why a call gave no figure: it never came so far, no partial with the words was told, or our voice had ended by itself. */
type Unmeasured = 'not-interrupted' | 'no-partial' | 'not-cleared';

interface Interruption {
  /** When the partial was told, in milliseconds since the epoch. */
  readonly partialAt: number;
  readonly stopMs: number;
  readonly lineSilentMs: number;
  readonly framesAfterClear: number;
}

export const bargeInBench: Bench = {
  name: 'barge-in',
  about: 'how fast our voice stops when the caller speaks, at both rhythms of the recogniser',
  run: async ({ calls, quiet, note }) => {
    const results: Record<string, unknown> = {};
    const all: Interruption[] = [];
    for (const [rhythm, interimMs] of [
      ['default', 1_000],
      ['fast', 250],
    ] as const) {
      note(`${calls} calls, interims every ${interimMs} ms`);
      const { interruptions, unmeasured } = await measure(calls, interimMs, quiet);
      results[rhythm] = { n: interruptions.length, interimMs, ...summarise(interruptions), unmeasured };
      all.push(...interruptions);
    }
    note(`${CANCELLATIONS} answers of a slow model are broken into, one after another`);
    const cancelledMs = await measureCancellations(quiet);
    return {
      bench: 'barge-in',
      n: all.length,
      ...summarise(all),
      cancelledMs,
      framesAfterClear: all.reduce((sum, each) => sum + each.framesAfterClear, 0),
      rhythms: results,
      machine: machine(),
    };
  },
};

function summarise(interruptions: readonly Interruption[]): Record<string, unknown> {
  return {
    stopMs: percentiles(interruptions.map((each) => each.stopMs)),
    lineSilentMs: percentiles(interruptions.map((each) => each.lineSilentMs)),
  };
}

interface Measured {
  readonly interruptions: readonly Interruption[];
  /** How many calls gave no figure, by reason. */
  readonly unmeasured: Partial<Record<Unmeasured, number>>;
}

async function measure(calls: number, interimMs: number, quiet: boolean): Promise<Measured> {
  const house = await startHouse({
    profile: 'bench',
    progress: createProgress(quiet),
    now: HOUSE_NOW,
    simulatorEnvironment: { SIMULATE_DEEPGRAM__STT__INTERIM_MS: String(interimMs) },
  });
  const stage = await openStage(house);
  try {
    const partials = hearPartials(stage);
    const found = await Promise.all(
      Array.from({ length: calls }, async (_, index) => {
        await sleep((index * SPREAD_MS) / calls);
        return interruptOnce(stage, index, partials);
      }),
    );
    const unmeasured: Partial<Record<Unmeasured, number>> = {};
    for (const each of found) if (typeof each === 'string') unmeasured[each] = (unmeasured[each] ?? 0) + 1;
    return { interruptions: found.filter((each) => typeof each !== 'string'), unmeasured };
  } finally {
    await stage.close();
    await house.stop();
  }
}

/** One call after another, so that it is plain whose stream was given up; the model is so slow that it is still talking. */
async function measureCancellations(quiet: boolean): Promise<Record<string, unknown>> {
  const house = await startHouse({
    ...{ profile: 'bench', progress: createProgress(quiet), now: HOUSE_NOW },
    simulatorEnvironment: { SIMULATE_DEEPGRAM__STT__INTERIM_MS: '250', SIMULATE_OPENAI__TOKENS_PER_SECOND: '8' },
  });
  const stage = await openStage(house);
  const { OPENAI_BASE_URL, DEEPGRAM_BASE_URL } = house.simulators.environment;
  try {
    const partials = hearPartials(stage);
    const model: number[] = [];
    const voice: number[] = [];
    let interruptions = 0;
    for (let index = 0; index < CANCELLATIONS; index += 1) {
      const interruption = await interruptOnce(stage, index, partials);
      if (typeof interruption === 'string') continue;
      interruptions += 1;
      const { abortedAt } = openAiMoments.parse(await stateOf(OPENAI_BASE_URL));
      const { clearedAt } = deepgramMoments.parse(await stateOf(DEEPGRAM_BASE_URL));
      model.push(...firstSince(abortedAt, interruption.partialAt));
      voice.push(...firstSince(clearedAt, interruption.partialAt));
    }
    return {
      ...{ interruptions, modelStreams: model.length, model: percentiles(model) },
      ...{ voiceClears: voice.length, voice: percentiles(voice) },
    };
  } finally {
    await stage.close();
    await house.stop();
  }
}

/** How long after `since` the first of these moments was; nothing when none was within a second. */
function firstSince(moments: readonly number[], since: number): number[] {
  // The provider may see it before this process does.
  const first = moments.find((moment) => moment > since - CLOSE_MS);
  return first === undefined || first > since + 1_000 ? [] : [Math.max(0, first - since)];
}

/** When each call's latest partial that interrupts was told, by this process's clock. */
function hearPartials(stage: Stage): Map<string, number> {
  const first = new Map<string, number>();
  stage.tap.connection.subscribe(`${transcriptPartial.name}.*`, {
    callback: (error, message) => {
      if (error !== null) return;
      const { text } = message.json<{ text: string }>();
      const callId = message.subject.slice(transcriptPartial.name.length + 1);
      if (/sorry/i.test(text) && !first.has(callId)) first.set(callId, performance.now());
    },
  });
  return first;
}

/** Asks, waits until the answer has been heard for a second, interrupts, and watches the line for half a second after the clear. */
function interruptOnce(
  stage: Stage,
  index: number,
  partials: ReadonlyMap<string, number>,
): Promise<Interruption | Unmeasured> {
  const call: PhoneCall = stage.phone.newCall();
  return new Promise((resolve) => {
    let callSid = '';
    let phase: 'greeting' | 'asked' | 'answering' | 'interrupting' | 'cleared' = 'greeting';
    let clearedAt = 0;
    let clearedAtLine = 0;
    let spokeAtLine: number | undefined;
    let wordsAfterClear = 0;
    let heardWords = 0;
    /** The greeting ends with its question; it pauses before that. */
    let greeted = false;
    const finish = (): void => {
      call.hangUp();
      const partialAt = partials.get(callSid);
      if (spokeAtLine === undefined) return resolve('not-interrupted');
      if (partialAt === undefined) return resolve('no-partial');
      if (clearedAt === 0) return resolve('not-cleared');
      resolve({
        partialAt: performance.timeOrigin + partialAt,
        stopMs: clearedAt - partialAt,
        lineSilentMs: clearedAtLine - spokeAtLine,
        framesAfterClear: wordsAfterClear,
      });
    };
    const limit = setTimeout(finish, 60_000);
    call.on('event', (event: PhoneEvent) => {
      if (event.type === 'placed') callSid = event.callSid;
      if (event.type === 'heard') {
        heardWords += 1;
        greeted ||= event.word.endsWith('?');
        if (phase === 'asked') phase = 'answering';
        if (phase === 'answering' && heardWords >= 3) {
          phase = 'interrupting';
          call.say(INTERRUPTION);
        }
        // The new answer cannot come within 400 ms of the clear: what is heard then belongs to the cancelled one.
        if (phase === 'cleared' && event.startMs > clearedAtLine && event.startMs < clearedAtLine + 400)
          wordsAfterClear += 1;
      }
      if (event.type === 'voice' && !event.on && phase === 'greeting' && greeted) {
        phase = 'asked';
        heardWords = 0;
        call.say(QUESTION);
      }
      if (event.type === 'cleared' && phase === 'interrupting') {
        phase = 'cleared';
        clearedAt = performance.now();
        clearedAtLine = event.atMs;
      }
      if (event.type === 'said' && (phase === 'interrupting' || phase === 'cleared')) {
        spokeAtLine = event.words[0]?.startMs;
        // Half a second in which stale audio would be heard.
        setTimeout(() => {
          clearTimeout(limit);
          finish();
        }, 700);
      }
    });
    call.place({ from: `+1215557${String(index).padStart(4, '0')}`, to: '+12155550100', attestation: null });
  });
}
