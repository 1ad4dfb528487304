/** What many played stories come to, as figures. */
import type { PlayedStory } from '../stage.ts';
import type { Story } from '../story.ts';

export interface ScenarioFigures {
  readonly stories: number;
  readonly passed: number;
  readonly failed: readonly string[];
  /** Share of the stories that end with a booking whose rows and calendar events are exactly those wished. */
  readonly bookingSuccess: number;
  /** Share of tool calls that were allowed and well formed, where the model was not made to misbehave. */
  readonly toolAccuracy: number;
  /** Share of calls that came to an end of their own: nobody gave up, nobody ran out of time. */
  readonly completion: number;
  /** Longest wait for an answer, or for what follows a filler; `faulty` where something was broken on purpose. */
  readonly maxDeadAirMs: { readonly healthy: number; readonly faulty: number };
}

const MODELS_FAULT = ['invalid-arguments', 'not-now'];

export function figuresOf(played: readonly PlayedStory[]): ScenarioFigures {
  const books = ({ story: { expect } }: PlayedStory): boolean =>
    Array.isArray(expect.appointments) && expect.appointments.some(({ status }) => status === 'booked');
  const tools = played
    .filter(({ story }) => story.given.model.length === 0)
    .flatMap(({ taken }) => taken.flatMap((turn) => turn.tools));
  const [faulty, healthy] = [true, false].map((broken) =>
    Math.max(0, ...played.filter(({ story }) => isFaulty(story) === broken).map(({ verdict }) => verdict.deadAirMs)),
  );
  return {
    stories: played.length,
    passed: played.filter(({ verdict }) => verdict.passed).length,
    failed: played.filter(({ verdict }) => !verdict.passed).map(({ story }) => story.name),
    bookingSuccess: share(played.filter(books), ({ verdict }) => verdict.asWished === true),
    toolAccuracy: share(tools, ({ no }) => no === null || !MODELS_FAULT.includes(no)),
    completion: share(
      played.flatMap(({ records }) => records),
      ({ endedBy, gaveUp }) => endedBy !== null && !gaveUp,
    ),
    maxDeadAirMs: { healthy: healthy ?? 0, faulty: faulty ?? 0 },
  };
}

/** Whether something is broken on purpose: a provider, a server, a process, the model. */
export function isFaulty({ given, house, callers }: Story): boolean {
  const deeds = Object.values(callers).flatMap(({ reactions }) => reactions.flatMap(({ does }) => does ?? []));
  const breaks = [...given.does, ...deeds].some(({ type }) => type !== 'fill');
  return breaks || given.model.length > 0 || Object.keys(house.simulators).length > 0;
}

/** Rounded to three digits; 1 of nothing. */
function share<T>(all: readonly T[], fits: (one: T) => boolean): number {
  return all.length === 0 ? 1 : Math.round((all.filter(fits).length / all.length) * 1_000) / 1_000;
}
