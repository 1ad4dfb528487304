/** The latest result of every bench, kept so that the report can draw them together. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDirectory } from '@bayline/local';

export type Result = Record<string, unknown>;

export const resultsDirectory = join(localDirectory, 'benches');

export function keepResult(name: string, result: Result, at: Date): void {
  mkdirSync(resultsDirectory, { recursive: true });
  writeFileSync(join(resultsDirectory, `${name}.json`), `${JSON.stringify({ ...result, at: at.toISOString() })}\n`);
}

export function keptResults(): Map<string, Result> {
  mkdirSync(resultsDirectory, { recursive: true });
  const files = readdirSync(resultsDirectory).filter((file) => file.endsWith('.json'));
  return new Map(
    files.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(resultsDirectory, file), 'utf8')) as Result]),
  );
}
