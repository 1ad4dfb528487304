/** The stories that come with the house: one YAML file each in stories/. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readStory, type Story } from './story.ts';

const folder = join(import.meta.dirname, '..', 'stories');

export function storyNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** A story by its name or its number ("1"), or a file's path. @throws Error that lists what there is. */
export function storyNamed(name: string): Story {
  if (name.endsWith('.yaml') && existsSync(name)) return readStory(name, name);
  const names = storyNames();
  const found = names.find((candidate) => candidate === name || Number.parseInt(candidate, 10) === Number(name));
  if (found === undefined) throw new Error(`There is no story "${name}". There are:\n  ${names.join('\n  ')}`);
  return readStory(join(folder, `${found}.yaml`), found);
}

export function allStories(): Story[] {
  return storyNames().map(storyNamed);
}
