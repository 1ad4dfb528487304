/**
 * `bench turn`: how long a turn takes from the caller's last word to the first frame of the answer, and how much of it is
 * ours: the turn minus what the simulated providers were told to take. Read from the latency ledger (`turn.measured`).
 */
import { replyPiece } from '@bayline/contracts';
import { createProgress, startHouse, until } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { playCaller } from '../play.ts';
import type { Reaction } from '../reaction.ts';
import { openStage, type Stage } from '../stage.ts';
import type { Caller } from '../story.ts';
import type { MeasuredTurn } from '../tap.ts';
import type { Bench } from './bench.ts';
import { machine, percentiles } from './figures.ts';
import { providerMs, type Rhythm, readRhythm } from './rhythm.ts';

/** Questions that need no tool, and one wish that does. */
const TURNS = [
  'What are your opening hours?',
  'How much is an oil change?',
  'Where are you located?',
  'How long does an oil change take?',
  'I need an oil change on Tuesday of next week.',
  'My name is Marta Fenwick.',
  'Are you a real person?',
];

export const turnBench: Bench = {
  name: 'turn',
  about: 'a turn from the last word to the first frame, and how much of it is ours',
  run: async ({ calls, quiet, note }) => {
    const house = await startHouse({ profile: 'bench', progress: createProgress(quiet), now: HOUSE_NOW });
    const stage = await openStage(house);
    try {
      const rhythm = await readRhythm(house.simulators.environment);
      const firstPieces = hearFirstPieces(stage);
      note(`${calls} conversations at once`);
      await converse(stage, calls);
      await until('the ledger to be told', () => stage.tap.measured.length > 0);
      return summarise(calls, stage.tap.measured, firstPieces, rhythm);
    } finally {
      await stage.close();
      await house.stop();
    }
  },
};

/** The words of every answer's first piece: how many tokens they were decides what the model was told to take. */
function hearFirstPieces(stage: Stage): Map<string, string> {
  const pieces = new Map<string, string>();
  stage.tap.connection.subscribe(`${replyPiece.name}.*`, {
    callback: (error, message) => {
      if (error !== null) return;
      const piece = replyPiece.schema.safeParse(message.json());
      if (!piece.success || piece.data.index !== 0) return;
      pieces.set(`${message.subject.slice(replyPiece.name.length + 1)}/${piece.data.generation}`, piece.data.text);
    },
  });
  return pieces;
}

async function converse(stage: Stage, calls: number): Promise<void> {
  const saying = (says: string): Reaction => ({
    says,
    interrupts: false,
    after: 200,
    hangsUp: false,
    staysSilent: false,
    times: 1,
  });
  const caller: Caller = {
    from: 'withheld',
    to: '+12155550100',
    attestation: 'none',
    wordsPerMinute: 180,
    onAbruptClose: 'continue',
    reactions: [...TURNS.map(saying), { ...saying(''), hangsUp: true }],
  };
  await Promise.all(
    Array.from({ length: calls }, (_, index) =>
      playCaller(
        {
          ...caller,
          reactions: caller.reactions.map((reaction, at) =>
            at === 0 ? { ...reaction, after: 200 + (index % 10) * 300 } : reaction,
          ),
        },
        {
          phone: stage.phone,
          name: `c${index}`,
          from: `+1215556${String(index).padStart(4, '0')}`,
          withinSeconds: 240,
        },
      ),
    ),
  );
}

function summarise(
  calls: number,
  measured: readonly MeasuredTurn[],
  firstPieces: ReadonlyMap<string, string>,
  rhythm: Rhythm,
): Record<string, unknown> {
  const answers = measured.filter((turn) => !turn.cached && firstPieces.has(`${turn.callId}/${turn.generation}`));
  const of = (turns: readonly MeasuredTurn[]): Record<string, unknown> => {
    const provided = turns.map((turn) =>
      providerMs(rhythm, firstPieces.get(`${turn.callId}/${turn.generation}`) ?? ''),
    );
    return {
      turns: turns.length,
      addedMs: percentiles(turns.map((turn, index) => turn.totalMs - (provided[index] ?? 0))),
      totalMs: percentiles(turns.map((turn) => turn.totalMs)),
      providerMs: percentiles(provided),
    };
  };
  const plain = answers.filter((turn) => turn.tools === 0);
  return {
    bench: 'turn',
    calls,
    ...of(plain),
    withTools: {
      turns: answers.length - plain.length,
      totalMs: percentiles(answers.filter((turn) => turn.tools > 0).map((turn) => turn.totalMs)),
    },
    stagesMs: {
      lastWordToFinal: percentiles(plain.map((turn) => turn.lastWordToFinalMs)),
      finalToRequest: percentiles(plain.map((turn) => turn.finalToRequestMs)),
      requestToFirstToken: percentiles(plain.map((turn) => turn.requestToFirstTokenMs)),
      firstTokenToPiece: percentiles(plain.map((turn) => turn.firstTokenToPieceMs)),
      pieceToFirstByte: percentiles(plain.map((turn) => turn.pieceToFirstByteMs)),
      firstByteToFrame: percentiles(plain.map((turn) => turn.firstByteToFrameMs)),
    },
    settings: rhythm,
    machine: machine(),
  };
}
