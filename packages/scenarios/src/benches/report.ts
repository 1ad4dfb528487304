/** `bench report`: one HTML page of the latest results: the figures, a turn as a waterfall, the capacity curve. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { figuresOf } from './headlines.ts';
import { keptResults, type Result, resultsDirectory } from './kept-results.ts';

export const reportBench: Bench = {
  name: 'report',
  about: 'draws one HTML page of the latest results: waterfall, capacity curve',
  run: async () => {
    const results = keptResults();
    const page = join(resultsDirectory, 'report.html');
    writeFileSync(page, pageOf(results));
    return { bench: 'report', page, results: [...results.keys()] };
  },
};

export function pageOf(results: ReadonlyMap<string, Result>): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Bayline benches</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; color: #222 }
  table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left; border-bottom: 1px solid #ddd }
  svg text { font: 12px system-ui, sans-serif; fill: #444 } pre { overflow: auto; background: #f6f6f6; padding: 1rem }
</style>
<h1>Bayline benches</h1>
${table(results)}
${waterfall(results.get('turn'))}
${capacityCurve(results.get('capacity'))}
<h2>Results</h2>
${[...results].map(([name, result]) => `<details><summary>${name}</summary><pre>${escaped(JSON.stringify(result, null, 2))}</pre></details>`).join('\n')}
</html>
`;
}

function table(results: ReadonlyMap<string, Result>): string {
  const rows = [...results].flatMap(([name, result]) =>
    figuresOf(name, result).map(
      ({ what, value }) =>
        `<tr><td>${name}</td><td>${escaped(what)}</td><td>${escaped(value)}</td><td>${escaped(String(result.at ?? ''))}</td></tr>`,
    ),
  );
  return `<table><tr><th>bench</th><th>figure</th><th>measured</th><th>when</th></tr>\n${rows.join('\n')}\n</table>`;
}

const STAGES = [
  'lastWordToFinal',
  'finalToRequest',
  'requestToFirstToken',
  'firstTokenToPiece',
  'pieceToFirstByte',
  'firstByteToFrame',
] as const;
const COLOURS = ['#7a9cc6', '#b9c6d6', '#e0a458', '#e8c98f', '#8fb58a', '#c46d5e'];
const WIDTH = 860;
const ROW = 34;

/** The medians of each stage, one row without asking ahead and one with. */
function waterfall(turn: Result | undefined): string {
  const rows = (['without', 'ahead'] as const).flatMap((mode) => {
    const stages = read(turn, mode, 0, 'stagesMs');
    return stages === undefined ? [] : [{ mode, ms: STAGES.map((stage) => Number(read(stages, stage, 'p50') ?? 0)) }];
  });
  if (rows.length === 0) return '';
  const longest = Math.max(...rows.map(({ ms }) => ms.reduce((sum, each) => sum + each, 0)));
  const bars = rows.map(({ mode, ms }, row) => {
    let at = 0;
    const parts = ms.map((each, index) => {
      const x = (at / longest) * (WIDTH - 90);
      at += each;
      return `<rect x="${90 + x}" y="${row * ROW}" width="${(each / longest) * (WIDTH - 90)}" height="22" fill="${COLOURS[index]}"><title>${STAGES[index]} ${each} ms</title></rect>`;
    });
    return `<text x="0" y="${row * ROW + 16}">${mode === 'ahead' ? 'asking ahead' : 'without'}</text>${parts.join('')}<text x="${92}" y="${row * ROW + 16}">${Math.round(at)} ms</text>`;
  });
  const legend = STAGES.map(
    (stage, index) =>
      `<span style="border-left:.8em solid ${COLOURS[index]};padding-left:.3em;margin-right:1em">${stage}</span>`,
  );
  return `<h2>A turn</h2><p>${legend.join(' ')}</p><svg width="${WIDTH}" height="${rows.length * ROW}">${bars.join('')}</svg>`;
}

const HEIGHT = 240;

/** What is ours of a turn (95th percentile) over the conversations held at once. */
function capacityCurve(capacity: Result | undefined): string {
  const curve = read(capacity, 'curve');
  if (!Array.isArray(curve) || curve.length === 0) return '';
  const points = curve.map((step) => ({ calls: Number(read(step, 'calls')), added: Number(read(step, 'addedP95Ms')) }));
  const most = {
    calls: Math.max(...points.map(({ calls }) => calls)),
    added: Math.max(120, ...points.map(({ added }) => added)),
  };
  const x = (calls: number): number => 40 + (calls / most.calls) * (WIDTH - 60);
  const y = (added: number): number => HEIGHT - 24 - (added / most.added) * (HEIGHT - 44);
  const line = points.map(({ calls, added }) => `${x(calls)},${y(added)}`).join(' ');
  const dots = points.map(
    ({ calls, added }) =>
      `<circle cx="${x(calls)}" cy="${y(added)}" r="4" fill="#c46d5e"/><text x="${x(calls) - 8}" y="${HEIGHT - 6}">${calls}</text><text x="${x(calls) - 10}" y="${y(added) - 8}">${Math.round(added)}</text>`,
  );
  const limit = `<line x1="40" x2="${WIDTH - 20}" y1="${y(100)}" y2="${y(100)}" stroke="#999" stroke-dasharray="4"/><text x="42" y="${y(100) - 4}">limit 100 ms</text>`;
  return `<h2>Capacity: added p95 in milliseconds over conversations at once</h2><svg width="${WIDTH}" height="${HEIGHT}">${limit}<polyline points="${line}" fill="none" stroke="#c46d5e" stroke-width="2"/>${dots.join('')}</svg>`;
}

function read(from: unknown, ...path: (string | number)[]): unknown {
  let at = from;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
