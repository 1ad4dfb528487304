/** The TypeScript sources of the workspace, for checks that read them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../paths.ts';

export interface Source {
  /** From the root, with forward slashes: `services/gateway/src/main.ts`. */
  readonly path: string;
  readonly text: string;
}

const SKIPPED = new Set(['node_modules', 'generated', 'dist', '.turbo']);

export function readSources(folders: readonly string[] = ['packages', 'services', 'infra/local']): Source[] {
  return folders
    .flatMap((folder) => filesBelow(join(root, folder)))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ path: relative(root, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
