/** One accepted WebSocket: text and audio out through an outlet, and the fault that was drawn for it. */

import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { Outlet } from './outlet.ts';
import type { DeepgramFault } from './settings.ts';

export class Connection {
  readonly #webSocket: WebSocket;
  readonly #tcp: Duplex;
  readonly #outlet = new Outlet();
  #faultTimer: NodeJS.Timeout | undefined;

  constructor(webSocket: WebSocket, tcp: Duplex, fault: DeepgramFault | undefined) {
    this.#webSocket = webSocket;
    this.#tcp = tcp;
    if (fault !== undefined && 'afterMs' in fault)
      this.#faultTimer = setTimeout(() => this.#happen(fault), fault.afterMs);
    // A protocol error of the client's ends its socket; `close` follows.
    webSocket.on('error', () => {});
    webSocket.on('close', () => {
      clearTimeout(this.#faultTimer);
      this.#outlet.stop();
    });
  }

  /** Sends text or audio, after a delay. */
  send(message: string | Uint8Array, delayMs = 0): void {
    this.#outlet.later(delayMs, () => this.#webSocket.send(message));
  }

  /** Closes with a code, after a delay and whatever is due before. */
  close(code: number, reason = '', delayMs = 0): void {
    this.#outlet.later(delayMs, () => this.#webSocket.close(code, reason));
  }

  #happen(fault: DeepgramFault): void {
    if (fault.type === 'close') this.#webSocket.close(fault.code, fault.reason);
    if (fault.type === 'stall') this.#outlet.stall(fault.forMs);
    if (fault.type === 'reset' && this.#tcp instanceof Socket) this.#tcp.resetAndDestroy();
  }
}
