/** A played call as people read it: who said what, when. */
import type { Line } from './record.ts';

/** `  12.3 s  caller  I need an oil change.` */
export function formatLine(line: Line, caller: string): string {
  const who = line.who === 'caller' ? caller : 'agent';
  return `${formatSeconds(line.startMs).padStart(9)}  ${who.padEnd(8)} ${line.text}`;
}

/** `12.3 s` */
export function formatSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
