import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { brokenNames, generatedDocuments, staleDocuments } from './documents.ts';

describe('generated documents', () => {
  it('match their sources (npm run verify -- --fix writes them anew)', async () => {
    expect(staleDocuments(await generatedDocuments())).toEqual([]);
  });

  it('are told apart when a word differs', async () => {
    const [bus] = await generatedDocuments();
    expect(staleDocuments([{ path: bus?.path ?? '', text: `${bus?.text} and more` }])).toEqual(['docs/bus.md']);
  });

  it('describe every variable of every service', async () => {
    const configuration = (await generatedDocuments()).find((document) => document.path === 'docs/configuration.md');
    const undescribed = (configuration?.text ?? '').split('\n').filter((line) => /^\| `.*\|\s+\|$/.test(line));
    expect(undescribed).toEqual([]);
  });

  it('name only files that are there', () => {
    expect(brokenNames()).toEqual([]);
  });
});

describe('the root scripts', () => {
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

  it('are commands of the bootstrap, every one and no others', () => {
    const main = text('infra/local/src/main.ts');
    const commands = [...main.matchAll(/^ {2}'?([a-z-]+)'?: \{\s*about:/gm)].map(([, name]) => name);
    expect(commands.toSorted()).toEqual(Object.keys(scripts).toSorted());
    for (const [name, script] of Object.entries(scripts)) expect(script).toBe(`node infra/local/boot.mjs ${name}`);
  });

  it('are named where a developer looks', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
    const read = pages
      .filter((path) => path.endsWith('.md'))
      .map(text)
      .join('\n');
    const unnamed = Object.keys(scripts).filter((name) => !new RegExp(`npm (?:run )?${name}\\b(?!-)`).test(read));
    expect(unnamed).toEqual([]);
  });
});
