import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { readSources } from './sources.ts';

const code = /\bBL-\d{4}\b/g;
const documented = [...readFileSync(join(root, 'docs', 'errors.md'), 'utf8').matchAll(/^## (BL-\d{4}) \S/gm)].map(
  (match) => match[1] ?? '',
);

/** Codes in what runs, the bootstrap among it; tests may speak of codes without making them. */
function codesInSources(): string[] {
  const boot = readFileSync(join(root, 'infra', 'local', 'boot.mjs'), 'utf8');
  const texts = readSources()
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .map(({ text }) => text);
  return [...new Set([boot, ...texts].flatMap((text) => text.match(code) ?? []))].sort();
}

describe('docs/errors.md', () => {
  it('has a section for every code in the sources, and none that nobody tells', () => {
    expect([...documented].sort()).toEqual(codesInSources());
  });

  it('says of each code what it is and how it is mended, once', () => {
    expect(new Set(documented).size).toBe(documented.length);
    const sections = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')
      .split(/^## /m)
      .slice(1);
    for (const section of sections) expect(section).toMatch(/\*\*What\*\*: \S[\s\S]*\*\*Mend\*\*: \S/);
  });
});
