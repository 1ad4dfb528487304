import { importViolations } from './import-rule.ts';
import { readSources } from './sources.ts';

const violations = (path: string, text: string): string[] => importViolations([{ path, text }]);

const importing = (name: string): string => `import { x } from '${name}';`;

describe('the import rule', () => {
  it('holds everywhere', () => {
    expect(importViolations(readSources())).toEqual([]);
  });

  it('lets no service import another', () => {
    expect(violations('services/gateway/src/a.ts', importing('@bayline/speech'))).toHaveLength(1);
    expect(violations('services/gateway/src/a.ts', importing('../../speech/src/b.ts'))).toHaveLength(1);
    expect(violations('services/gateway/src/a.ts', importing('./b.ts'))).toEqual([]);
  });

  it('lets no package import a service, nor simulators the contracts', () => {
    expect(violations('packages/scenarios/src/a.ts', importing('@bayline/dialogue'))).toHaveLength(1);
    expect(violations('packages/simulators/src/a.ts', importing('@bayline/contracts'))).toHaveLength(1);
  });

  it('keeps what people say to the rooms that need it', () => {
    expect(violations('services/crm-tools/src/a.ts', importing('@bayline/spoken'))).toEqual([]);
    expect(violations('services/gateway/src/a.ts', importing('@bayline/spoken'))).toHaveLength(1);
  });

  it('lets tests start servers and simulators', () => {
    expect(violations('services/speech/src/a.test.ts', importing('@bayline/simulators'))).toEqual([]);
    expect(violations('services/speech/src/a.ts', importing('@bayline/simulators'))).toHaveLength(1);
  });

  it('lets nobody reach into a room', () => {
    expect(violations('services/speech/src/a.ts', importing('@bayline/contracts/src/audio.ts'))).toHaveLength(1);
  });
});
