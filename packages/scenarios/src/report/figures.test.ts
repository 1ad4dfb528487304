import type { PlayedStory } from '../stage.ts';
import { storySchema } from '../story.ts';
import { figuresOf } from './figures.ts';

interface Played {
  readonly name: string;
  readonly passed?: boolean;
  readonly books?: boolean;
  readonly asWished?: boolean;
  readonly deadAirMs?: number;
  readonly broken?: boolean;
  readonly gaveUp?: boolean;
  readonly tools?: readonly (string | null)[];
}

function played(one: Played): PlayedStory {
  const { name, passed = true, books = false, asWished = true, deadAirMs = 1_000, broken = false } = one;
  const story = storySchema.parse({
    title: name,
    callers: { ada: { from: 'withheld', opens: 'Hi.' } },
    given: { does: broken ? [{ type: 'kill-all' }] : [] },
    expect: books ? { appointments: [{}] } : {},
  });
  const tools = (one.tools ?? []).map((no) => ({ name: 'lookup_customer', ok: no === null, no, tookMs: 1 }));
  return {
    story: { ...story, name },
    records: [{ endedBy: 'caller', gaveUp: one.gaveUp === true }],
    verdict: { passed, failures: [], appointments: [], asWished, deadAirMs },
    measured: [],
    taken: [{ tools }],
    tookMs: 1,
  } as unknown as PlayedStory;
}

it('counts stories, bookings, calls and tool calls, and keeps the longest waits apart', () => {
  const figures = figuresOf([
    played({ name: 'a', books: true, deadAirMs: 2_000, tools: [null, 'not-found', 'not-now'] }),
    played({ name: 'b', books: true, asWished: false, passed: false, gaveUp: true, tools: ['invalid-arguments'] }),
    played({ name: 'c', broken: true, deadAirMs: 3_900 }),
    played({ name: 'd' }),
  ]);
  expect(figures).toEqual({
    stories: 4,
    passed: 3,
    failed: ['b'],
    bookingSuccess: 0.5,
    toolAccuracy: 0.5,
    completion: 0.75,
    maxDeadAirMs: { healthy: 2_000, faulty: 3_900 },
  });
});
