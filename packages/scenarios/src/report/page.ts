/** One HTML page for people: every story with its transcript and, for each turn, where the time went. Needs nothing but itself. */
import type { CallRecord } from '../record.ts';
import type { PlayedStory } from '../stage.ts';
import type { MeasuredTurn } from '../tap.ts';
import { formatSeconds } from '../transcript.ts';
import { isFaulty, type ScenarioFigures } from './figures.ts';

/** The stages of a turn, in their order, and the colour of each. */
const STAGES = [
  ['lastWordToFinalMs', 'last word to final', '#8d99ae'],
  ['finalToRequestMs', 'final to request', '#2b9348'],
  ['toolsMs', 'tools', '#e09f3e'],
  ['requestToFirstTokenMs', 'request to first token', '#577590'],
  ['firstTokenToPieceMs', 'first token to piece', '#b5838d'],
  ['pieceToFirstByteMs', 'piece to first audio', '#43aa8b'],
  ['firstByteToFrameMs', 'audio to frame', '#d62828'],
] as const satisfies readonly (readonly [keyof MeasuredTurn, string, string])[];

/** What the width of a waterfall stands for. */
const WIDTH_MS = 4_000;

export function pageOf(figures: ScenarioFigures, played: readonly PlayedStory[], title: string): string {
  const stories = [...played].sort((a, b) => a.story.name.localeCompare(b.story.name));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title><style>${STYLE}</style></head><body>
<h1>${text(title)}</h1>
${summary(figures)}
<p class="legend">${STAGES.map(([, name, colour]) => `<span><i style="background:${colour}"></i>${name}</span>`).join(' ')}
The full width is ${WIDTH_MS / 1_000} s.</p>
${stories.map(storySection).join('\n')}
</body></html>
`;
}

function summary(figures: ScenarioFigures): string {
  const { maxDeadAirMs, failed, ...plain } = figures;
  const cells = [
    ...Object.entries(plain),
    ['longest wait, all well', formatSeconds(maxDeadAirMs.healthy)],
    ['longest wait, something broken', formatSeconds(maxDeadAirMs.faulty)],
  ].map(([name, value]) => `<td><b>${text(String(value))}</b><br>${text(String(name))}</td>`);
  const broken = failed.length === 0 ? '' : `<p class="failed">Failed: ${failed.map(linkTo).join(', ')}</p>`;
  return `<table class="figures"><tr>${cells.join('')}</tr></table>${broken}`;
}

function linkTo(name: string): string {
  return `<a href="#${text(name)}">${text(name)}</a>`;
}

function storySection(played: PlayedStory): string {
  const { story, verdict, records, measured } = played;
  const marks = [
    verdict.passed ? '<span class="ok">passed</span>' : '<span class="failed">FAILED</span>',
    `longest wait ${formatSeconds(verdict.deadAirMs)}`,
    isFaulty(story) ? 'something is broken' : '',
    ...story.covers,
  ].filter((mark) => mark !== '');
  const failures = verdict.failures.map((failure) => `<li>${text(failure)}</li>`).join('');
  const calls = records.map((record) =>
    callSection(
      record,
      measured.filter(({ callId }) => callId === record.callSid),
    ),
  );
  return `<details id="${text(story.name)}"${verdict.passed ? '' : ' open'}><summary>${text(story.title)} <small>${marks
    .map((mark) => (mark.startsWith('<') ? mark : text(mark)))
    .join(' · ')}</small></summary>
<p><code>${text(story.name)}</code> ${text(story.about ?? '')}</p>
${failures === '' ? '' : `<ul class="failed">${failures}</ul>`}
${calls.join('\n')}
${rowsOf(played)}</details>`;
}

function callSection(record: CallRecord, turns: readonly MeasuredTurn[]): string {
  const entries = [
    ...record.lines.map((line) => ({ atMs: line.startMs, who: line.who, what: line.text })),
    ...record.deeds.map((deed) => ({ atMs: deed.atMs, who: 'deed', what: deed.what })),
  ].sort((a, b) => a.atMs - b.atMs);
  const said = entries.map(
    ({ atMs, who, what }) =>
      `<tr class="${who}"><td>${formatSeconds(atMs)}</td><td>${who === 'caller' ? text(record.caller) : who}</td><td>${text(what)}</td></tr>`,
  );
  const ended = `ended by ${record.endedBy ?? 'nobody'}${record.endReason === '' ? '' : `: ${record.endReason}`}`;
  const rung = record.dialled.length === 0 ? '' : `; rang ${record.dialled.join(', ')}`;
  const network = record.spokenByNetwork.map((words) => `<p>The network said: ${text(words)}</p>`).join('');
  return `<div class="call"><table>${said.join('')}</table>${network}<p>${text(ended + rung)}</p>
<table class="turns">${turns.map(turnRow).join('')}</table></div>`;
}

/** Tools are at work between the final and the first piece; the other stages do not contain them. */
function turnRow(turn: MeasuredTurn): string {
  const bars = STAGES.map(([key, name, colour]) => {
    const ms = Math.max(0, turn[key]);
    return `<i style="width:${Math.min(100, (ms * 100) / WIDTH_MS).toFixed(2)}%;background:${colour}" title="${name}: ${Math.round(ms)} ms"></i>`;
  });
  return `<tr><td>turn ${turn.turn}</td><td>${Math.round(turn.totalMs)} ms</td><td class="bar">${bars.join('')}</td></tr>`;
}

function rowsOf({ verdict }: PlayedStory): string {
  const rows = verdict.appointments.map(
    ({ status, services, localStart, customer, vehicle }) =>
      `<li>${text(`${status}: ${services.join(', ')}, ${localStart}, ${customer}, ${vehicle}`)}</li>`,
  );
  return rows.length === 0 ? '' : `<p>Appointments in the end:</p><ul>${rows.join('')}</ul>`;
}

function text(words: string): string {
  return words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem; color: #222; }
table.figures td { padding: .4rem 1rem .4rem 0; vertical-align: top; }
details { border-top: 1px solid #ddd; padding: .35rem 0; }
summary { cursor: pointer; } summary small { color: #666; }
.call { margin: .5rem 0 1rem 1rem; } .call td { padding: .1rem .6rem .1rem 0; vertical-align: top; }
tr.caller { color: #14532d; } tr.deed { color: #b91c1c; font-style: italic; }
table.turns { width: 100%; } td.bar { width: 80%; white-space: nowrap; font-size: 0; }
td.bar i { display: inline-block; height: .8rem; }
.legend span { margin-right: .8rem; } .legend i { display: inline-block; width: .8rem; height: .8rem; margin-right: .3rem; }
.failed { color: #b91c1c; } .ok { color: #15803d; }`;
