import { coverageByRoom } from './coverage.ts';

const file = (covered: number, total: number) => ({ lines: { total, covered }, branches: { total: 10, covered: 5 } });
const summary = {
  total: file(1, 1),
  '/house/services/gateway/src/call.ts': file(90, 100),
  '/house/services/gateway/src/line.ts': file(0, 20),
  '/house/packages/spoken/src/phone.ts': file(30, 30),
};

it('adds the files of a room up', () => {
  expect(coverageByRoom(summary, '/house', [])).toEqual([
    { room: 'packages/spoken', files: 1, lines: 100, branches: 50 },
    { room: 'services/gateway', files: 2, lines: 75, branches: 50 },
  ]);
});

it('leaves out rooms whose tests were not asked for', () => {
  expect(coverageByRoom(summary, '/house', ['services/gateway/src']).map(({ room }) => room)).toEqual([
    'services/gateway',
  ]);
});
