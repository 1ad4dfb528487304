/** Who may use the simulator: whoever shows a key that says it is simulated, so that a real key is never of use here. */
import type { IncomingHttpHeaders } from 'node:http';

/** True for `Authorization: Token simulated…`, `Bearer simulated…`, or the same as WebSocket subprotocols. */
export function hasCredentials(headers: IncomingHttpHeaders): boolean {
  const authorization = headers.authorization ?? headers['sec-websocket-protocol']?.replace(/,\s*/, ' ') ?? '';
  const [scheme = '', key = ''] = authorization.trim().split(/\s+/);
  return /^(token|bearer)$/i.test(scheme) && key.startsWith('simulated');
}
