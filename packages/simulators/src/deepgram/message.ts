/** What arrives on a WebSocket: bytes, or a JSON control message. */
import type { RawData } from 'ws';

/** The bytes of a message in one piece. */
export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** A JSON control message; without a type when it cannot be read. */
export function readControl(data: RawData): { readonly type?: unknown; readonly text?: unknown } {
  try {
    const message: unknown = JSON.parse(bytesOf(data).toString());
    return typeof message === 'object' && message !== null ? message : {};
  } catch {
    // Not JSON: a message without a type, which the callers do not know.
    return {};
  }
}
