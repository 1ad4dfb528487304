import { missingDocuments, missingFiles } from './named-files.ts';

describe('files that documents name', () => {
  const there = new Set(['services/gateway/src/call.ts', 'docs/decisions/']);
  const missing = (text: string): string[] => missingFiles([{ path: 'README.md', text }], (path) => there.has(path));

  it('are not complained of when they are there', () => {
    expect(missing('It begins in `services/gateway/src/call.ts`; why: `docs/decisions/`.')).toEqual([]);
  });

  it('are told once each when they are not', () => {
    expect(missing('`services/gateway/src/gone.ts`, again `services/gateway/src/gone.ts`.')).toEqual([
      'README.md names services/gateway/src/gone.ts, which is not there',
    ]);
  });

  it('are not looked for in patterns, commands and subjects', () => {
    expect(missing('`npm test -- services/gateway`, `services/*/README.md`, `calendar.busy`')).toEqual([]);
  });
});

describe('documents that sources name', () => {
  it('are told when they are not there', () => {
    const text = '/** Chosen by measurement (docs/decisions/0999-gone.md), written down in docs/there.md. */';
    expect(missingDocuments([{ path: 'services/a.ts', text }], (path) => path === 'docs/there.md')).toEqual([
      'services/a.ts names docs/decisions/0999-gone.md, which is not there',
    ]);
  });
});
