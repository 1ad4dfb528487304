/** Ports: those that are free, asked of the kernel, or a wished one that is checked first; and whether somebody listens on one. */
import { type AddressInfo, connect, createServer } from 'node:net';
import { Trouble } from './trouble.ts';

/** A port nobody listens on, the wished one when it is free. */
export async function freePort(wished = 0): Promise<number> {
  return (await tryPort(wished)) ?? (await tryPort(0)) ?? 0;
}

/** The wished port, or a free one when none is wished. @throws Trouble when somebody listens on it. */
export async function wantedPort(wished: number | undefined): Promise<number> {
  if (wished === undefined) return freePort();
  const port = await tryPort(wished);
  if (port !== undefined) return port;
  throw new Trouble(
    'BL-1012',
    `port ${wished} is taken`,
    `Stop what listens there (lsof -i :${wished} says what), or choose another: npm run dev -- --port ${wished + 1}`,
  );
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: given } = server.address() as AddressInfo;
      server.close(() => resolve(given));
    });
  });
}

/** Whether something accepts connections there, within a second. */
export function isOpen(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const settle = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
