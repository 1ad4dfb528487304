/** Lines of `bench media`: to the bare echo, and calls of the house. */
import { setTimeout as sleep } from 'node:timers/promises';
import { newCallSid, ring, sign, startMessage, type TwilioKeys } from './line.ts';
import { type OnFrame, WireLine } from './wire-phone.ts';

const PAYLOAD = Buffer.alloc(160, 0x55).toString('base64');

/** As Twilio writes it. */
export function mediaMessage(streamSid: string): string {
  const media = { track: 'inbound', chunk: '2', timestamp: '25', payload: PAYLOAD };
  return JSON.stringify({ event: 'media', sequenceNumber: '3', media, streamSid });
}

export async function echoLines(calls: number, url: string, onFrame: OnFrame): Promise<WireLine[]> {
  const lines: WireLine[] = [];
  for (let index = 0; index < calls; index += 1) {
    lines.push(await WireLine.open(`${url}/`, {}, mediaMessage(`MZ${newCallSid().slice(2)}`), onFrame));
  }
  return lines;
}

/** Rings, and starts a stream for each call; ten at a time. */
export async function houseLines(calls: number, keys: TwilioKeys, onFrame: OnFrame): Promise<WireLine[]> {
  const lines: WireLine[] = [];
  const join = async (index: number): Promise<void> => {
    const from = `+1215${String(2_000_000 + index).padStart(7, '0')}`;
    const invitation = await ring(keys, from);
    const streamSid = `MZ${invitation.callSid.slice(2)}`;
    const headers = { 'X-Twilio-Signature': sign(keys, invitation.url) };
    const line = await WireLine.open(invitation.url, headers, mediaMessage(streamSid), onFrame);
    line.say(JSON.stringify(startMessage(keys, invitation, streamSid)));
    lines.push(line);
  };
  for (let index = 0; index < calls; index += 10) {
    await Promise.all(Array.from({ length: Math.min(10, calls - index) }, (_, at) => join(index + at)));
  }
  // Every call has found who attends to it.
  await sleep(1_500);
  return lines;
}
