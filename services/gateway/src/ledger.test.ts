import { Ledger } from './ledger.ts';

const timing = {
  ...{ turn: 3, finalToRequestMs: 4, requestToFirstTokenMs: 500, firstTokenToPieceMs: 60 },
  ...{ toolsMs: 0, tools: 0, speculated: false },
};
const voiced = {
  ...{ epoch: 1, generation: 70_000, fromCharacter: 0, toCharacter: 10, fromMs: 0, toMs: 600 },
  ...{ done: false, failed: false, pieceToFirstByteMs: 302, cached: false },
};

/** A turn whose last word arrived at 1,000 and whose first frame left at 2,321. */
function turn(ledger: Ledger, generation: number): void {
  ledger.final(450, 1_000);
  ledger.piece(generation, timing);
  ledger.voiced({ ...voiced, generation });
  ledger.firstByte(generation, 2_320);
  ledger.firstFrame(generation, 2_321);
}

describe('a turn', () => {
  it('is measured stage by stage once its first mark is back', () => {
    const ledger = new Ledger();
    turn(ledger, 70_000);
    expect(ledger.take(2_330)).toEqual([]);
    ledger.firstMark(70_000, 2_381);
    expect(ledger.take(2_390)).toEqual([
      {
        ...timing,
        generation: 70_000,
        lastWordToFinalMs: 450,
        pieceToFirstByteMs: 302,
        firstByteToFrameMs: 1,
        frameToMarkMs: 60,
        totalMs: 1_321,
        cached: false,
      },
    ]);
    expect(ledger.take(2_400)).toEqual([]);
  });

  it('is told without a mark when none comes', () => {
    const ledger = new Ledger();
    turn(ledger, 70_000);
    expect(ledger.take(4_322)).toMatchObject([{ frameToMarkMs: null }]);
  });

  it('is none without words of the caller’s, without measures of dialogue’s, or unheard', () => {
    const ledger = new Ledger();
    ledger.piece(1, timing);
    ledger.voiced({ ...voiced, generation: 1 });
    ledger.firstByte(1, 1);
    ledger.firstFrame(1, 1);
    turn(ledger, 2);
    ledger.piece(3, undefined);
    ledger.firstFrame(3, 5_000);
    ledger.piece(4, timing);
    ledger.firstByte(4, 10);
    expect(ledger.take(1e6).map(({ generation }) => generation)).toEqual([2]);
  });

  it('counts the first of everything', () => {
    const ledger = new Ledger();
    turn(ledger, 70_000);
    ledger.piece(70_000, { ...timing, turn: 9 });
    const { pieceToFirstByteMs: _, ...later } = voiced;
    ledger.voiced({ ...later, cached: true });
    ledger.firstByte(70_000, 9_000);
    ledger.firstFrame(70_000, 9_000);
    ledger.firstMark(70_000, 2_400);
    expect(ledger.take(2_500)).toMatchObject([{ turn: 3, totalMs: 1_321, cached: false }]);
  });

  it('whose last word is forgotten is not invented', () => {
    const ledger = new Ledger();
    ledger.final(450, undefined);
    turn(new Ledger(), 1);
    ledger.piece(1, timing);
    expect(ledger.take(1e6)).toEqual([]);
  });

  it('keeps no more than the latest replies', () => {
    const ledger = new Ledger();
    for (let generation = 1; generation <= 20; generation += 1) turn(ledger, generation);
    expect(ledger.take(1e6).map(({ generation }) => generation)).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
  });
});
