/** Where things lie in a checkout. Everything local is under `.local/`. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');
export const localDirectory = join(root, '.local');

/** The folder of one profile: `dev` keeps its data between starts, others are made anew. */
export function profileDirectory(profile: string): string {
  return join(localDirectory, profile);
}
