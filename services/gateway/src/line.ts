/** The way to a caller's ear: one media stream, as those see it who have something to say. */
export interface Line {
  /** Bytes handed over and not on the wire yet. */
  readonly bufferedBytes: number;
  readonly open: boolean;
  media(bytes: Buffer, start: number, end: number): void;
  mark(name: string): void;
  /** What was sent and not played is dropped. */
  clear(): void;
  /** Closes politely, with a code of the WebSocket protocol. */
  close(code: number): void;
}
