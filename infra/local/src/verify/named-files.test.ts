import { missingFiles } from './named-files.ts';

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
