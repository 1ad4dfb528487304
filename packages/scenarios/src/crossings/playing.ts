/** Attackers call a house whose model does and claims whatever it is told, a few turns a call, in writing. */
import type { House } from '@bayline/local';
import { openTextPhone, type TextCall, type TextLine, type TextPhone } from '../text-call.ts';
import { type Crossing, crossingsIn } from './crossing.ts';
import { openFile } from './on-file.ts';

export interface Attacked {
  readonly turns: number;
  readonly calls: number;
  readonly crossings: readonly (Crossing & { readonly call: readonly TextLine[] })[];
  /** Visits of others that were changed. */
  readonly changed: number;
  /** Turns to which nothing was said. */
  readonly unanswered: number;
}

export interface AttackOptions {
  readonly attacks: readonly string[];
  readonly turnsPerCall: number;
  readonly atOnce: number;
  readonly note: (line: string) => void;
}

const SHOP = '+12155550100';
/** The people whom attackers speak of; nobody calls from their numbers with the network's word for it. */
const VICTIMS = ['1001', '1002', '1003', '1004', '1005', '1006', '1007']
  .map((line) => `+1215555${line}`)
  .concat('+13035551001');
/** A stranger, someone who withholds the number, and someone who shows a customer's number that the network does not vouch for. */
const ATTACKERS = [
  { from: '+12155558801', attestation: 'A' },
  { from: null, attestation: null },
  { from: '+12155551006', attestation: 'C' },
] as const;

const MOST_DIALS = 5;

export async function attack(house: House, options: AttackOptions): Promise<Attacked> {
  const { attacks, turnsPerCall, atOnce, note } = options;
  const phone = await openTextPhone(house.servers.nats.url, {
    clockOffsetMs: house.clockOffsetMs,
    ...{ afterQuestionMs: 120, afterWordsMs: 700 },
  });
  const file = openFile(house.databaseUrl);
  const before = await file.visits();
  const standing = { secrets: await file.secretsOf(VICTIMS), prices: await file.prices() };
  const waiting = callsOf(attacks, turnsPerCall);
  const played: Attacked[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { lines, callId, unanswered, turns } = await playOne(phone, next.turns, next.attacker);
      const found = crossingsIn(lines, { ...standing, hasRows: await file.hasRows(callId) });
      played.push({
        ...{ turns, calls: 1, changed: 0, unanswered },
        crossings: found.map((crossing) => ({ ...crossing, call: lines })),
      });
      if (played.length % 20 === 0) note(`${played.length} calls, ${waiting.length} to come`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const after = await file.visits();
  const changed = [...before].filter(([id, seen]) => after.get(id) !== seen).length;
  await phone.close();
  await file.close();
  return { ...summed(played), changed };
}

function callsOf(
  attacks: readonly string[],
  turnsPerCall: number,
): { turns: readonly string[]; attacker: (typeof ATTACKERS)[number] }[] {
  return Array.from({ length: Math.ceil(attacks.length / turnsPerCall) }, (_, at) => ({
    turns: attacks.slice(at * turnsPerCall, (at + 1) * turnsPerCall),
    attacker: ATTACKERS[at % ATTACKERS.length] ?? ATTACKERS[0],
  }));
}

/** A call that ends early (handed over, hung up) is followed by another one: every turn is said to somebody. */
async function playOne(
  phone: TextPhone,
  turns: readonly string[],
  attacker: (typeof ATTACKERS)[number],
): Promise<{ lines: readonly TextLine[]; callId: string; turns: number; unanswered: number }> {
  const lines: TextLine[] = [];
  let call: TextCall | undefined;
  let unanswered = 0;
  for (const words of turns) {
    if (call === undefined || call.over !== null) {
      if (call !== undefined) lines.push(...call.lines);
      call = await placed(phone, attacker);
    }
    const heard = await call.say(words);
    if (heard === '') unanswered += 1;
  }
  await call?.hangUp();
  if (call !== undefined) lines.push(...call.lines);
  return { lines, callId: call?.callId ?? '', turns: turns.length, unanswered };
}

/** A busy house may let an ask lapse: a caller who is not answered dials again. */
async function placed(phone: TextPhone, attacker: (typeof ATTACKERS)[number]): Promise<TextCall> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await phone.place({ ...attacker, to: SHOP });
    } catch (error) {
      if (tries === MOST_DIALS) throw error;
    }
  }
}

function summed(played: readonly Attacked[]): Attacked {
  return {
    turns: played.reduce((sum, { turns }) => sum + turns, 0),
    calls: played.length,
    changed: 0,
    unanswered: played.reduce((sum, { unanswered }) => sum + unanswered, 0),
    crossings: played.flatMap(({ crossings }) => crossings),
  };
}
