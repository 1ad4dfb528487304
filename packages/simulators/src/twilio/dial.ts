/** Dial: rings other phones and connects the first that answers. */
import { SILENCE } from '../voice/mu-law.ts';
import type { Call, CallStatus } from './call.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import { ringFor } from './people.ts';
import { TwimlProgram } from './program.ts';
import type { Parameters } from './signature.ts';
import type { DialVerb, NumberNoun } from './twiml.ts';
import { waitFor } from './waiting.ts';

/** Another phone that rings, and what came of it: `answered`, or the status it ended with. */
interface Ringing {
  readonly child: Call;
  readonly result: 'answered' | CallStatus;
}

/** A bridge holds frames back so long, so that one that comes a little late leaves no hole. */
const BRIDGE_SAMPLES = 160;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Dials, stays until one side hangs up, and gives the parameters of the `action` request.
 * @throws the signal's reason when the caller leaves or the call goes elsewhere; what was dialled is hung up then.
 */
export async function dial(call: Call, verb: DialVerb, exchange: Exchange, signal: AbortSignal): Promise<Parameters> {
  const children = verb.numbers.map((noun) => {
    call.events.onTwiml({ verb: 'Dial', number: noun.number });
    call.dialled.push(noun.number);
    return { noun, child: exchange.dialled(call, noun, verb.callerId ?? call.details.from) };
  });
  try {
    const answered = new AbortController();
    const rung = await Promise.all(
      children.map(({ noun, child }) => ringOne(child, noun, verb.timeoutSeconds, exchange, signal, answered)),
    );
    signal.throwIfAborted();
    const winner = rung.find(({ result }) => result === 'answered');
    if (winner === undefined) return outcomeOf(rung[0], false);
    const bridged = await stayConnected(call, winner.child, verb, exchange, signal);
    winner.child.end('network', 'dial-ended');
    return outcomeOf({ child: winner.child, result: 'completed' }, bridged);
  } finally {
    for (const { child } of children) hangUp(child);
  }
}

/** Rings one phone and whispers to whoever picks up; the first answer ends the ringing of the others. */
async function ringOne(
  child: Call,
  noun: NumberNoun,
  timeoutSeconds: number,
  exchange: Exchange,
  signal: AbortSignal,
  answered: AbortController,
): Promise<Ringing> {
  child.initiate();
  child.ring();
  try {
    const ringing = AbortSignal.any([signal, answered.signal, child.over]);
    const result = await ringFor(exchange.calleeOf(noun.number), child, timeoutSeconds * 1_000, ringing);
    ringing.throwIfAborted();
    if (result !== 'answered') {
      child.end('network', result, result);
      return { child, result };
    }
    answered.abort(new Error('a phone was answered'));
    child.answer();
    const whispering = AbortSignal.any([signal, child.over]);
    if (noun.whisper !== null) await new TwimlProgram(child, exchange, whispering).runWhisper(noun.whisper);
    return { child, result };
  } catch {
    // The caller left, another phone was quicker, or this one hung up in the whisper: it is out of the race.
    hangUp(child);
    return { child, result: child.answeredAt === null ? 'canceled' : 'answered' };
  }
}

/** Connects two phones until either hangs up or the time is over. False when they never were connected. */
async function stayConnected(
  call: Call,
  child: Call,
  verb: DialVerb,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<boolean> {
  if (child.over.aborted) return false;
  call.answer();
  bridge(call.leg, child.leg);
  void exchange.calleeOf(child.details.to).connected(child);
  await waitFor<void>(signal, (done) => {
    const limit = setTimeout(done, Math.min(verb.timeLimitSeconds * 1_000, LONGEST_TIMER_MS));
    const onOver = () => done();
    child.over.addEventListener('abort', onOver);
    return () => {
      clearTimeout(limit);
      child.over.removeEventListener('abort', onOver);
      call.leg.connect(null);
      call.leg.clear();
    };
  });
  return true;
}

function bridge(one: Leg, other: Leg): void {
  one.connect(listeningAt(other));
  other.connect(listeningAt(one));
}

function listeningAt(leg: Leg): (frame: Uint8Array) => void {
  leg.play(new Uint8Array(BRIDGE_SAMPLES).fill(SILENCE));
  return (frame) => void leg.play(Uint8Array.from(frame));
}

function hangUp(child: Call): void {
  child.end('network', 'caller-left', child.answeredAt === null ? 'canceled' : 'completed');
}

function outcomeOf(ringing: Ringing | undefined, bridged: boolean): Parameters {
  return {
    DialCallStatus: ringing?.result ?? 'failed',
    DialCallSid: ringing?.child.details.sid ?? '',
    DialBridged: String(bridged),
    ...(bridged && { DialCallDuration: String(ringing?.child.durationSeconds ?? 0) }),
  };
}
