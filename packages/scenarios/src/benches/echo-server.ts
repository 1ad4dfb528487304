/**
 * The yardstick of `bench media`, as a process of its own: a bare `ws` server that sends back what it gets. To a line that
 * opens `/interval` it sends a frame every 20 ms by `setInterval`, the pacing that everyone writes first.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const FRAME_MS = 20;
const frame = JSON.stringify({
  event: 'media',
  streamSid: 'MZ0',
  media: { payload: Buffer.alloc(160, 0x55).toString('base64') },
});

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  socket.on('error', () => socket.terminate());
  if (request.url !== '/interval') {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    return;
  }
  const timer = setInterval(() => socket.send(frame), FRAME_MS);
  socket.on('close', () => clearInterval(timer));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit(0));
