/** What Twilio is answered about a call: at its beginning, when its stream has ended, and after a desk was rung. */
import { callOpen, callReported, callResume, wishLeft } from '@bayline/contracts';
import { AskFailed } from '@bayline/runtime';
import type { z } from 'zod';
import { type Load, type Refusal, refuse } from './admission.ts';
import { openBriefing } from './briefing.ts';
import type { Calls } from './calls.ts';
import { callBackWish, deskNumber, toDesk } from './departure.ts';
import type { House } from './house.ts';
import { CallCounts } from './limits.ts';
import { type Shop, writePass } from './pass.ts';
import { spokenWords } from './phrases.ts';
import { Shops } from './shops.ts';
import type { ReminderTry } from './twilio/outreach-fields.ts';
import { goodbyeTwiml, hangUpTwiml, sayTwiml, streamTwiml } from './twilio/twiml.ts';
import {
  callerIsThere,
  deskTookCall,
  ownNumber,
  type readReport,
  type TwilioCall,
  theirNumber,
} from './twilio/webhook-fields.ts';

export interface Answer {
  readonly status: 200 | 503;
  readonly twiml: string;
}

export interface Answering {
  /** A call comes in, or one that was placed is answered. */
  voice(call: TwilioCall, reminder?: ReminderTry): Promise<Answer>;
  /** A call's stream has ended: what next? */
  resume(call: TwilioCall): Promise<Answer>;
  /** A desk was rung. */
  dialled(call: TwilioCall, fields: unknown): Promise<Answer>;
  /** A person picked up, and hears this before the caller does. */
  whisper(sealedBriefing: string): Answer;
  reported(report: NonNullable<ReturnType<typeof readReport>>, reminderId: string | null): void;
  /** Something went wrong that nobody foresaw; the caller hears a word all the same. */
  trouble(call: TwilioCall): Answer;
}

export interface AnsweringState {
  readonly draining: () => boolean;
  readonly eventLoopDelayMs: () => number;
}

/** A call that nobody can tell about is given so many streams before a person is rung. */
const MOST_STREAMS_UNADVISED = 3;

/** While the phone rings there is time to ask again for a shop that is not known yet: Twilio waits 15 s. */
const OPEN_TRIES = 3;
const OPEN_PAUSE_MS = 300;

type Opened = { readonly type: 'open'; readonly shop: Shop } | { readonly type: 'unknown-number' | 'nobody-knows' };

export function createAnswering(house: House, calls: Calls, state: AnsweringState): Answering {
  const { room, urls, metrics, recorder, registry, briefs } = house;
  const { config, bus, clock, log } = room;
  const deskHouse = { urls, secret: config.MEDIA_TOKEN_SECRET, deskNumber: config.DESK_NUMBER };
  const shops = new Shops();
  const counts = new CallCounts();
  const shopOf = (call: TwilioCall): Shop | null => shops.of(ownNumber(call));

  const noteCallBack = (call: TwilioCall, shop: Shop | null, why: string): void => {
    recorder.record(wishLeft, call.callId, callBackWish(shop, theirNumber(call), why, clock.now()));
  };

  /** A person takes over; without one to ring, a call-back is noted before it is promised. */
  const desk = (call: TwilioCall, words: string | null, shop = shopOf(call)): Answer => {
    if (deskNumber(deskHouse, shop) === null) noteCallBack(call, shop, 'there is no desk to ring');
    return answer(toDesk(deskHouse, words, shop, null));
  };

  const load = (call: TwilioCall): Load => ({
    draining: state.draining(),
    liveCalls: calls.count,
    eventLoopDelayMs: state.eventLoopDelayMs(),
    callsOfNumberWithinHour: counts.withinHour(theirNumber(call), call.callId, clock.monotonic()),
    callsWithinDay: counts.withinDay(call.callId, clock.monotonic()),
  });

  const refused = (call: TwilioCall, refusal: Refusal): Answer => {
    metrics.refused(refusal);
    log.warn({ callId: call.callId, refusal }, 'a call was refused');
    // Somebody whom we called hears nothing rather than a desk: they are called again later.
    if (call.direction === 'outbound') return answer(hangUpTwiml());
    if (refusal === 'too-many-calls') return answer(goodbyeTwiml(spokenWords.tooManyCalls));
    if (refusal === 'busy') return desk(call, spokenWords.busy);
    // A proxy tries the next gateway; without one, Twilio asks the number's fallback URL.
    return { status: 503, twiml: toDesk(deskHouse, spokenWords.busy, shopOf(call), null) };
  };

  const askInTime = async (request: z.input<typeof callOpen.request>, tries: number): Promise<Opened> => {
    try {
      return await bus.ask(callOpen, request, { callId: request.callId });
    } catch (error) {
      const passing = error instanceof AskFailed && (error.reason === 'deadline' || error.reason === 'refused');
      if (!passing || tries <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, OPEN_PAUSE_MS));
      return askInTime(request, tries - 1);
    }
  };

  const open = async (call: TwilioCall, reminder: ReminderTry | undefined): Promise<Opened> => {
    const { callId, direction, from, to, attestation } = call;
    if (to === null) return { type: 'unknown-number' };
    try {
      const opening = { callId, direction, from, to, attestation, at: clock.now().toISOString() };
      const request = reminder === undefined ? opening : { ...opening, reminder };
      return await askInTime(request, shopOf(call) === null ? OPEN_TRIES : 1);
    } catch (error) {
      log.error({ callId, error }, 'the shop of a call could not be asked for');
      const known = shopOf(call);
      return known === null ? { type: 'nobody-knows' } : { type: 'open', shop: known };
    }
  };

  const stream = (call: TwilioCall, shop: Shop, number: number, deskUnanswered = false): Answer => {
    const own = ownNumber(call);
    if (own !== null) shops.remember(own, shop);
    calls.expect(call.callId);
    const pass = { stream: number, direction: call.direction, shop, deskUnanswered };
    const written = writePass(config.MEDIA_TOKEN_SECRET, call.callId, pass, clock.now().getTime());
    return answer(streamTwiml({ streamUrl: urls.stream(call.callId), pass: written, resumeUrl: urls.resume }));
  };

  /** Nobody answered at the desk: the conversation goes on and takes a message; null when it cannot. */
  const comeBack = async (call: TwilioCall): Promise<Answer | null> => {
    const held = await registry.read(call.callId);
    if (refuse(load(call), config) !== null) return null;
    const request = { callId: call.callId, at: clock.now().toISOString(), deskUnanswered: true };
    try {
      const reply = await bus.ask(callResume, request, { callId: call.callId });
      if (reply.type !== 'stream') return null;
      return stream(call, reply.shop, Math.max(reply.stream, (held?.stream ?? 0) + 1), true);
    } catch (error) {
      log.error({ callId: call.callId, error }, 'a call could not be taken back from the desk');
      return null;
    }
  };

  return {
    voice: async (call, reminder) => {
      const refusal = refuse(load(call), config);
      if (refusal !== null) return refused(call, refusal);
      counts.note(call.callId, theirNumber(call), clock.monotonic());
      calls.expect(call.callId);
      const opened = await open(call, reminder);
      if (opened.type === 'open') {
        // Of a call that we placed more is learned until it is answered: its brief is asked for then.
        if (call.direction === 'inbound') briefs.fetch(call.callId);
        return stream(call, opened.shop, 0);
      }
      calls.unexpect(call.callId);
      metrics.refused(opened.type);
      return opened.type === 'unknown-number'
        ? answer(goodbyeTwiml(spokenWords.unknownNumber))
        : desk(call, spokenWords.trouble);
    },

    resume: async (call) => {
      const request = { callId: call.callId, at: clock.now().toISOString() };
      const held = await registry.read(call.callId);
      const step = calls.nextStep(call.callId) ?? held?.next;
      if (step === 'hang-up') return answer(hangUpTwiml());
      if (step === 'desk') return desk(call, null);
      const reply = await bus.ask(callResume, request, { callId: call.callId }).catch((error: unknown) => {
        log.error({ callId: call.callId, error }, 'nobody could say how a call goes on');
        return { type: 'nobody-knows' } as const;
      });
      const next = (held?.stream ?? 0) + 1;
      if (reply.type === 'ended') return answer(hangUpTwiml());
      if (reply.type === 'desk') return desk(call, spokenWords.trouble, reply.shop);
      if (reply.type === 'stream') return stream(call, reply.shop, Math.max(reply.stream, next));
      const shop = shopOf(call);
      const known = held !== undefined && shop !== null && next < MOST_STREAMS_UNADVISED;
      return known ? stream(call, shop, next) : desk(call, spokenWords.trouble);
    },

    dialled: async (call, fields) => {
      if (deskTookCall(fields)) return answer(hangUpTwiml());
      const back = callerIsThere(fields) ? await comeBack(call) : null;
      if (back !== null) return back;
      noteCallBack(call, shopOf(call), 'nobody answered at the desk');
      return answer(goodbyeTwiml(spokenWords.nobodyThere));
    },

    whisper: (sealed) => answer(sayTwiml(openBriefing(config.MEDIA_TOKEN_SECRET, sealed) ?? spokenWords.whisper)),

    reported: (report, reminderId) => {
      const { callId, ...told } = report;
      recorder.record(callReported, callId, { ...told, reminderId, at: clock.now().toISOString() });
    },

    trouble: (call) => desk(call, spokenWords.trouble),
  };
}

function answer(twiml: string): Answer {
  return { status: 200, twiml };
}
