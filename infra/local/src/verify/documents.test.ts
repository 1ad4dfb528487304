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
