/** `bench bus`: what our typed asks cost beside the bare NATS client, two processes and a server, in turn in the same run. */
import { join } from 'node:path';
import { profileDirectory, root, silent, startNats, startProcess } from '@bayline/local';
import { z } from 'zod';
import type { Bench } from './bench.ts';
import { machine, median, percentile, share } from './figures.ts';

const measured = z.object({
  type: z.literal('measured'),
  rounds: z.array(z.object({ raw: z.array(z.number()), bus: z.array(z.number()) })),
});

export const busBench: Bench = {
  name: 'bus',
  about: 'request and reply through our runtime, over the bare NATS client',
  run: async ({ note }) => {
    const directory = profileDirectory('bench-bus');
    const nats = await startNats(directory, silent);
    const start = (role: string) =>
      startProcess({
        name: role,
        command: process.execPath,
        args: [join(root, 'packages', 'runtime', 'bench', 'bus.ts'), role, nats.url],
        env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
        logFile: join(directory, `${role}.log`),
        channel: true,
      });
    const answering = start('answer');
    try {
      await new Promise((resolve) => answering.child.once('message', resolve));
      note('asking, in turn');
      const asking = start('ask');
      const { rounds } = await new Promise<z.output<typeof measured>>((resolve, reject) => {
        asking.child.on('message', (message) => {
          const told = measured.safeParse(message);
          if (told.success) resolve(told.data);
        });
        void asking.ended.then(() => reject(new Error(asking.lastWords())));
      });
      await asking.stop();
      const at = (part: number) => ({
        rawMs: share(median(rounds.map(({ raw }) => percentile(raw, part)))),
        busMs: share(median(rounds.map(({ bus }) => percentile(bus, part)))),
        ratio: share(median(rounds.map(({ raw, bus }) => percentile(bus, part) / percentile(raw, part)))),
      });
      return {
        bench: 'bus',
        rounds: rounds.length,
        asks: rounds[0]?.bus.length ?? 0,
        ratio: at(0.5).ratio,
        p50: at(0.5),
        p99: at(0.99),
        machine: machine(),
      };
    } finally {
      await answering.stop();
      await nats.stop();
    }
  },
};
