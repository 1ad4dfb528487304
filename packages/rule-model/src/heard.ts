/** One turn of the caller's words, read for everything it may hold. Reading alone: what it means for the call is memory's. */
import { readPhone, readServices, readVehicle, type ServiceCode, type VehicleReading } from '@bayline/spoken';
import type { Topic } from './asked.ts';
import { type Mood, moodsOf } from './moods.ts';
import { type GoalMention, goalsOf } from './requests.ts';
import { askingSentences, type SideQuestion, sideQuestionsOf } from './side-questions.ts';
import { type TimeMention, timeMentions } from './time-words.ts';

export interface Heard {
  /** The words of the turn, one entry a message. */
  readonly pieces: readonly string[];
  readonly text: string;
  /** What we had asked for. */
  readonly asked: Topic;
  readonly goals: readonly GoalMention[];
  /** The work that is asked for. */
  readonly services: readonly ServiceCode[];
  /** The work a side question is about. */
  readonly askedServices: readonly ServiceCode[];
  readonly vehicle: VehicleReading | null;
  readonly mentions: readonly TimeMention[];
  readonly questions: readonly SideQuestion[];
  readonly moods: readonly Mood[];
}

/** We asked for a time, or what is to be answered holds one. */
export const ASKS_TIME: readonly Topic[] = ['when', 'slot', 'confirm', 'what-to-change'];

/** Every request reads the whole call again: the latest turns' readings are kept, which are the same for the same words. */
const READINGS_KEPT = 500;
const readings = new Map<string, Heard>();

/** Reads the words of one turn in the light of what was asked. */
export function hear(pieces: readonly string[], asked: Topic): Heard {
  const key = JSON.stringify([asked, ...pieces]);
  const known = readings.get(key);
  if (known !== undefined) return known;
  const heard = read(pieces, asked);
  readings.set(key, heard);
  for (const oldest of readings.keys()) {
    if (readings.size <= READINGS_KEPT) break;
    readings.delete(oldest);
  }
  return heard;
}

function read(pieces: readonly string[], asked: Topic): Heard {
  const text = pieces.join(' ').replace(/\s+/g, ' ').trim();
  const services = readServices(text);
  const expected = timeMentions(text, ASKS_TIME.includes(asked));
  // "Can you do Friday?" asks for a time, not for work.
  const isTimeAsked = services.length === 0 && expected.length > 0;
  const questions = sideQuestionsOf(text).filter((question) => question !== 'services' || !isTimeAsked);
  const asking = askingSentences(text, ['hours', 'price', 'duration', 'address']);
  const stated = asking.reduce((rest, sentence) => rest.replace(sentence, ' '), text).trim();
  return {
    pieces,
    text,
    asked,
    goals: goalsOf(text),
    services: stated === text ? services : readServices(stated),
    askedServices: asking.flatMap((sentence) => readServices(sentence)),
    vehicle: vehicleIn(text),
    mentions: questions.includes('hours') ? timeMentions(stated, false) : expected,
    questions,
    moods: moodsOf(text),
  };
}

/** Digits of a phone number make no model ("oh one nine six" is no 2001 Mazda 6). */
function vehicleIn(text: string): VehicleReading | null {
  const reading = readVehicle(text);
  const digits = /^\d/.test(reading?.model ?? '') && !text.toLowerCase().includes((reading?.make ?? '').toLowerCase());
  return digits && readPhone(text).status === 'complete' ? null : reading;
}

export function hasMood(heard: Heard, mood: Mood): boolean {
  return heard.moods.includes(mood);
}
