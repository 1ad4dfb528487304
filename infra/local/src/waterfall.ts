/** The ledger of a turn as a waterfall: one bar a stage, each where it began. Pure. */

export type Ledger = Readonly<Record<string, number | null | boolean | string>>;

/** The stages of `turn.measured`, in their order, and how people call them. */
const STAGES = [
  ['lastWordToFinalMs', 'heard'],
  ['finalToRequestMs', 'decided'],
  ['requestToFirstTokenMs', 'first token'],
  ['firstTokenToPieceMs', 'first words'],
  ['pieceToFirstByteMs', 'first sound'],
  ['firstByteToFrameMs', 'on the line'],
] as const;

const WIDTH = 48;

/** @param longestMs what the whole width stands for, so that the turns of a call can be compared */
export function waterfall(ledger: Ledger, longestMs: number): string[] {
  let at = 0;
  const lines = STAGES.map(([key, name]) => {
    const took = Number(ledger[key] ?? 0);
    const bar = drawBar(at, took, longestMs);
    at += took;
    return `${name.padEnd(12)} ${bar} ${String(Math.round(took)).padStart(6)} ms`;
  });
  const tools = Number(ledger.tools ?? 0);
  const notes = [
    `${Math.round(Number(ledger.totalMs ?? at))} ms in all`,
    ...(tools > 0
      ? [`${tools} tool call${tools === 1 ? '' : 's'} in ${Math.round(Number(ledger.toolsMs ?? 0))} ms`]
      : []),
    ...(ledger.speculated === true ? ['asked ahead'] : []),
    ...(ledger.cached === true ? ['sound from memory'] : []),
  ];
  return [...lines, `${''.padEnd(12)} ${notes.join(', ')}`];
}

function drawBar(at: number, took: number, longestMs: number): string {
  const scale = WIDTH / Math.max(1, longestMs);
  const start = Math.min(WIDTH - 1, Math.round(at * scale));
  const length = Math.max(took > 0 ? 1 : 0, Math.min(WIDTH - start, Math.round(took * scale)));
  return `${' '.repeat(start)}${'█'.repeat(length)}`.padEnd(WIDTH);
}
