import { allStories } from './library.ts';
import type { Story } from './story.ts';

const stories = allStories();

const subjects = [
  ...Array.from({ length: 17 }, (_, index) => `A ${index + 1}`),
  ...Array.from({ length: 10 }, (_, index) => `habit ${index + 1}`),
  ...['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.9'].map((part) => `complaint ${part}`),
  ...['redis', 'google', 'nhtsa', 'openai', 'deepgram stt', 'deepgram tts'].map((what) => `down: ${what}`),
  ...['postgres', 'nats', 'one process', 'everything'].map((what) => `down: ${what}`),
  ...['wrong tool', 'broken arguments', 'two calls for one wish', 'invented slot'].map((what) => `model: ${what}`),
  ...['claims success', 'endless talk', 'empty answer'].map((what) => `model: ${what}`),
  ...['attestation B', 'attestation C', 'attestation none', 'number withheld', 'two customers on one number'],
  ...['safety', 'hold on', 'long talker', 'key 0', 'second vehicle', 'two requests in one call', 'side questions'],
  ...[
    'change of mind',
    'wrong person',
    'desk is closed',
    'desk does not answer',
    'angry caller',
    'reminder',
    'language',
  ],
];

it.each(subjects)('has a story about %s', (subject) => {
  expect(stories.filter(({ covers }) => covers.includes(subject))).not.toEqual([]);
});

it('names nothing in its stories that is no subject', () => {
  expect(stories.flatMap(({ covers }) => covers.filter((subject) => !subjects.includes(subject)))).toEqual([]);
});

it('has eighty stories or more, fifteen of them with a model that misbehaves', () => {
  expect(stories.length).toBeGreaterThanOrEqual(80);
  expect(stories.filter(({ given }) => given.model.length > 0).length).toBeGreaterThanOrEqual(15);
});

it('gives every story a number of its own and a verdict', () => {
  expect(new Set(stories.map(({ name }) => Number.parseInt(name, 10))).size).toBe(stories.length);
  const verdicts = stories.map(({ name, expect: { appointments, heard, winners, dialled, each, reminders } }) => ({
    name,
    judged:
      (appointments ?? winners ?? dialled) !== undefined ||
      heard.length > 0 ||
      Object.keys(each).length > 0 ||
      Object.keys(reminders).length > 0,
  }));
  expect(verdicts.filter(({ judged }) => !judged)).toEqual([]);
});

const homeOf = ({ needs, house }: Story): string => JSON.stringify({ needs, house });

it('lets no two stories of a house look for a visit at the same moment', () => {
  const moments = stories.flatMap((story) =>
    (JSON.stringify(story.expect).match(/\^\d{4}-\d\d-\d\dT\d\d:\d\d/g) ?? []).map(
      (moment) => `${moment} ${homeOf(story)}`,
    ),
  );
  expect(moments.filter((moment, at) => moments.indexOf(moment) !== at)).toEqual([]);
});

it('lets no story fill a day on which another story of its house looks for a visit', () => {
  const fullDays = (story: Story): string[] => {
    const deeds = Object.values(story.callers).flatMap(({ reactions }) => reactions.flatMap(({ does = [] }) => does));
    const fills = [...story.given.does, ...deeds].filter((deed) => deed.type === 'fill');
    return [...story.given.full, ...fills].map(({ from }) => from.slice(0, 10));
  };
  const disturbed = stories.flatMap((story) =>
    fullDays(story).flatMap((day) =>
      stories
        .filter((other) => other !== story && homeOf(other) === homeOf(story))
        .filter((other) => JSON.stringify(other.expect).includes(day))
        .map((other) => `${story.name} fills ${day} of ${other.name}`),
    ),
  );
  expect(disturbed).toEqual([]);
});
