/** Documents that are generated from the sources, and whether the committed ones still match. */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderBusDoc } from '@bayline/contracts';
import { root } from '../paths.ts';
import { renderConfigurationDoc } from './configuration-doc.ts';
import { missingDocuments, missingFiles } from './named-files.ts';
import { readSources } from './sources.ts';
import { renderToolsDoc } from './tools-doc.ts';

export interface Document {
  /** From the root. */
  readonly path: string;
  readonly text: string;
}

export async function generatedDocuments(): Promise<Document[]> {
  return [
    { path: 'docs/bus.md', text: renderBusDoc() },
    { path: 'docs/tools.md', text: renderToolsDoc() },
    { path: 'docs/configuration.md', text: await renderConfigurationDoc() },
  ];
}

/** Paths whose committed text is not what would be generated now. */
export function staleDocuments(documents: readonly Document[]): string[] {
  return documents.filter(({ path, text }) => committed(path) !== text).map(({ path }) => path);
}

export function writeDocuments(documents: readonly Document[]): void {
  for (const { path, text } of documents) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** What README and docs name, and what sources name of docs, although it is not there. */
export function brokenNames(): string[] {
  const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];
  const exists = (path: string): boolean => existsSync(join(root, path));
  const sources = readSources().filter(({ path }) => !path.endsWith('.test.ts'));
  return [
    ...missingFiles(
      pages.map((path) => ({ path, text: committed(path) })),
      exists,
    ),
    ...missingDocuments(sources, exists),
  ];
}

function committed(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    // A document that is not there is stale.
    return '';
  }
}
