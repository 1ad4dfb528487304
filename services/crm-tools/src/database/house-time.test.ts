import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const service = join(import.meta.dirname, '..', '..');
const SERVER_TIME =
  /(?<![.\w])(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\bcurrent_(timestamp|date|time)\b|\blocaltime(stamp)?\b|'now'/gi;
const PROCESS_TIME = /\bDate\.now\s*\(|new Date\(\)/g;

function files(folder: string, ending: string): string[] {
  return readdirSync(join(service, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending) && !path.startsWith('generated') && !path.endsWith('.test.ts'))
    .map((path) => join(folder, path));
}

function withoutComments(text: string): string {
  return text.replace(/--.*$|^\s*(\/\/|\*|\/\*\*).*$/gm, '');
}

function found(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    (withoutComments(readFileSync(join(service, path), 'utf8')).match(pattern) ?? []).map(
      (match) => `${path}: ${match}`,
    ),
  );
}

describe('time', () => {
  it('is given to the database as a parameter: no query and no function of it asks the server', () => {
    expect(found([...files('src', '.ts'), ...files('prisma', '.sql')], SERVER_TIME)).toEqual([]);
  });

  it('would be found where it is not wanted', () => {
    for (const text of ['SELECT now()', 'DEFAULT CURRENT_TIMESTAMP', 'clock_timestamp ()', "'now'::timestamptz"]) {
      expect(text.match(SERVER_TIME)).toHaveLength(1);
    }
  });

  it('comes from the clock of the house in every source', () => {
    expect(found(files('src', '.ts'), PROCESS_TIME)).toEqual([]);
  });
});
