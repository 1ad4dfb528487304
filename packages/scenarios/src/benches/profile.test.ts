import { busiestIn } from './profile.ts';

const frame = (functionName: string, url: string) => ({
  ...{ functionName, url, scriptId: '1', lineNumber: 1, columnNumber: 1 },
});

it('tells which functions took the time, and of whom they are', () => {
  const profile = {
    ...{ startTime: 0, endTime: 1_000 },
    nodes: [
      { id: 1, callFrame: frame('(root)', '') },
      { id: 2, callFrame: frame('(idle)', '') },
      { id: 3, callFrame: frame('writev', '') },
      { id: 4, callFrame: frame('pump', 'file:///x/services/gateway/src/playout.ts') },
      { id: 5, callFrame: frame('', 'file:///x/node_modules/.pnpm/ws@8.0.0/node_modules/ws/lib/sender.js') },
      { id: 6, callFrame: frame('get', 'file:///x/node_modules/.pnpm/a@1/node_modules/@nats-io/nats-core/b.js') },
      // The same function, called from elsewhere.
      { id: 7, callFrame: frame('writev', '') },
      // The profiler itself.
      { id: 8, callFrame: frame('post', 'node:inspector/promises') },
    ],
    samples: [8, 2, 3, 4, 5, 6, 7],
    timeDeltas: [600, 500, 150, 120, 80, 50, 100],
  };
  expect(busiestIn(profile)).toEqual({
    busy: 0.5,
    functions: [
      { what: 'writev (node)', share: 0.25 },
      { what: 'pump (gateway/src/playout.ts)', share: 0.12 },
      { what: '(anonymous) (ws)', share: 0.08 },
      { what: 'get (@nats-io/nats-core)', share: 0.05 },
    ],
  });
});

it('tells nothing of a profile without samples', () => {
  expect(busiestIn({ nodes: [], startTime: 0, endTime: 0 })).toEqual({ busy: 0, functions: [] });
});
