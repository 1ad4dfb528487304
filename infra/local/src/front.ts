/**
 * One address before several gateways, as a load balancer is in production. It hands each new connection to the next
 * gateway, on purpose without stickiness: a call's webhook and its media socket may reach different ones.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/** @param targets ports of the gateways, asked anew for every connection */
export async function startFront(port: number, targets: () => readonly number[]): Promise<Front> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    turn += 1;
    const ports = targets();
    join(
      client,
      ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    close: () => {
      for (const socket of open) socket.destroy();
      return closed(server);
    },
  };
}

/** Connects a client to the first of `ports` that answers. */
function join(client: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) {
    client.destroy();
    return;
  }
  client.setNoDelay(true);
  const target = connect({ host: '127.0.0.1', port, noDelay: true });
  target.once('connect', () => {
    client.pipe(target).pipe(client);
  });
  let connected = false;
  target.once('connect', () => {
    connected = true;
  });
  target.on('error', () => {
    if (connected) client.destroy();
    else join(client, others);
  });
  client.on('error', () => target.destroy());
  client.once('close', () => target.destroy());
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
