/** For tests: a TCP proxy before a server, that can be cut or hang, and mended. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface TestProxy {
  /** The server's URL, by way of the proxy. */
  readonly url: string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Keeps connections open and lets nothing through. */
  hang(): void;
  mend(): void;
  stop(): Promise<void>;
}

export async function startProxy(url: string): Promise<TestProxy> {
  const target = new URL(url);
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'hanging' = 'open';
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    const close = (): void => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', close).on('close', close);
    if (state === 'cut') return close();
    near.pipe(far);
    far.pipe(near);
    if (state === 'hanging') pauseBoth(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    url: proxied.href,
    cut: () => {
      state = 'cut';
      for (const [near, far] of [...pairs]) {
        near.destroy();
        far.destroy();
      }
    },
    hang: () => {
      state = 'hanging';
      for (const pair of pairs) pauseBoth(pair);
    },
    mend: () => {
      state = 'open';
      for (const [near, far] of pairs) {
        near.pipe(far);
        far.pipe(near);
      }
    },
    stop: async () => {
      for (const [near, far] of [...pairs]) {
        near.destroy();
        far.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pauseBoth([near, far]: readonly [Socket, Socket]): void {
  near.unpipe(far);
  far.unpipe(near);
  near.pause();
  far.pause();
}
