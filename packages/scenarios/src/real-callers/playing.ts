/** Plays a recorded customer against the house, in writing or over the telephone. */
import type { Phone, PhoneCall, PhoneEvent } from '../phone.ts';
import type { TextLine, TextPhone } from '../text-call.ts';
import type { Customer } from './customer.ts';

export interface Conversation {
  readonly callId: string;
  readonly lines: readonly TextLine[];
  /** How often the customer spoke. */
  readonly turns: number;
}

export interface Numbers {
  readonly from: string;
  readonly to: string;
}

/** Nobody talks longer than this with a machine. */
const MOST_TURNS = 40;

export async function playInWriting(customer: Customer, phone: TextPhone, numbers: Numbers): Promise<Conversation> {
  const call = await phone.place(numbers);
  let turns = 1;
  let heard = await call.say(customer.open());
  while (call.over === null && turns < MOST_TURNS) {
    const words = customer.answer(heard) ?? customer.answer(await call.wait());
    if (call.over !== null) break;
    turns += 1;
    heard = await call.say(words ?? 'Hello?');
  }
  await call.hangUp();
  return { callId: call.callId, lines: call.lines, turns };
}

/** The agent is taken to be done after this much silence at the end of a sentence, and in the middle of one: a line may falter. */
const DONE_AFTER_MS = { sentence: 900, words: 3_000 };
const CALL_LIMIT_MS = 240_000;

export async function playOverPhone(customer: Customer, phone: Phone, numbers: Numbers): Promise<Conversation> {
  const call = phone.newCall();
  const lines: TextLine[] = [];
  let callId = '';
  let turns = 0;
  let heard = '';
  let speaking = 0;
  let pause: NodeJS.Timeout | undefined;
  const say = (words: readonly string[]): void => {
    turns += 1;
    lines.push({ who: 'caller', text: words.join(' … ') });
    for (const text of words) {
      speaking += 1;
      call.say(text);
    }
  };
  const onPause = (): void => {
    if (heard === '' || speaking > 0) return;
    const text = heard;
    heard = '';
    lines.push({ who: 'agent', text });
    const words = turns === 0 ? customer.open() : customer.answer(text);
    if (words !== null) say(words);
  };
  const waitForPause = (): void => {
    clearTimeout(pause);
    pause = setTimeout(onPause, /[^.?!]$/.test(heard) ? DONE_AFTER_MS.words : DONE_AFTER_MS.sentence);
  };
  await untilOver(call, numbers, (event) => {
    if (event.type === 'placed') callId = event.callSid;
    else if (event.type === 'heard') heard = `${heard} ${event.word}`.trim();
    else if (event.type === 'said') speaking = Math.max(0, speaking - 1);
    if (event.type === 'voice' && event.on) clearTimeout(pause);
    else if (event.type === 'voice' || event.type === 'heard' || event.type === 'said') waitForPause();
  });
  clearTimeout(pause);
  return { callId, lines, turns };
}

function untilOver(call: PhoneCall, { from, to }: Numbers, onEvent: (event: PhoneEvent) => void): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => call.hangUp(), CALL_LIMIT_MS);
    call.on('event', (event) => {
      onEvent(event);
      if (event.type !== 'ended') return;
      clearTimeout(limit);
      resolve();
    });
    call.place({ from, to, attestation: 'A' });
  });
}
