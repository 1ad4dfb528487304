import { beginHearing, type Hearing, hear, inCallTime, type Recognised, type Told } from './hearing.ts';

const word = (written: string, startMs: number, endMs: number) => ({
  word: written.toLowerCase().replaceAll(/\W/g, ''),
  written,
  startMs,
  endMs,
  confidence: 0.9,
});

/** A segment whose words last 200 ms each, the first beginning 100 ms after the segment. */
function segment(
  text: string,
  startMs: number,
  endMs: number,
  kind: { final?: boolean; speechFinal?: boolean } = {},
): Recognised {
  const words = text === '' ? [] : text.split(' ');
  return {
    type: 'segment',
    startMs,
    endMs,
    text,
    words: words.map((written, i) => word(written, startMs + 100 + i * 200, startMs + 300 + i * 200)),
    confidence: 0.9,
    final: kind.final ?? false,
    speechFinal: kind.speechFinal ?? false,
  };
}

const final = { final: true };
const paused = { final: true, speechFinal: true };

function hearAll(
  events: readonly Recognised[],
  hearing: Hearing = beginHearing(0, 0),
): { told: Told[]; hearing: Hearing } {
  const told: Told[] = [];
  let state = hearing;
  for (const event of events) {
    const next = hear(state, event);
    state = next.hearing;
    if (next.told !== null) told.push(next.told);
  }
  return { told, hearing: state };
}

const brief = (told: readonly Told[]): string[] =>
  told.map((fact) => ('text' in fact ? `${fact.type} ${fact.text}` : fact.type));

describe('what is told of a caller', () => {
  it('tells voice, partials and finals as they come', () => {
    const { told } = hearAll([
      { type: 'voice-began', atMs: 80 },
      segment('I need', 0, 1_000),
      segment('I need an oil change.', 0, 1_700, paused),
    ]);
    expect(brief(told)).toEqual(['started', 'partial I need', 'final I need an oil change.']);
    expect(told[2]).toEqual({
      type: 'final',
      text: 'I need an oil change.',
      words: [
        { word: 'i', startMs: 100, endMs: 300, confidence: 0.9 },
        { word: 'need', startMs: 300, endMs: 500, confidence: 0.9 },
        { word: 'an', startMs: 500, endMs: 700, confidence: 0.9 },
        { word: 'oil', startMs: 700, endMs: 900, confidence: 0.9 },
        { word: 'change', startMs: 900, endMs: 1_100, confidence: 0.9 },
      ],
      startMs: 0,
      endMs: 1_700,
      confidence: 0.9,
      speechFinal: true,
      lastWordEndMs: 1_100,
    });
  });

  it('tells every final and whether the caller has paused after it', () => {
    const { told } = hearAll([
      segment('my number is', 0, 4_000, final),
      segment('five five five', 4_000, 6_000, paused),
    ]);
    expect(told).toMatchObject([{ speechFinal: false }, { speechFinal: true }]);
  });

  it('tells nothing of empty results', () => {
    expect(hearAll([segment('', 0, 1_000), segment('', 0, 2_000, paused)]).told).toEqual([]);
  });

  it('covers silence, too: a new recogniser begins after it', () => {
    expect(hearAll([segment('', 0, 2_000, paused)]).hearing.coveredMs).toBe(2_000);
    expect(hearAll([segment('well', 2_000, 3_000)]).hearing.coveredMs).toBe(0);
  });

  it('tells the words of a result without word times by its own', () => {
    const { told } = hearAll([{ ...(segment('', 0, 900, paused) as object), text: 'Hello.' } as Recognised]);
    expect(told).toMatchObject([{ type: 'final', text: 'Hello.', lastWordEndMs: 900 }]);
  });
});

describe('the end of an utterance', () => {
  const ended: Recognised = { type: 'utterance-ended', lastWordEndMs: 700 };

  it('is told when words wait for their pause', () => {
    const { told } = hearAll([segment('an oil change', 0, 4_000, final), ended]);
    expect(brief(told)).toEqual(['final an oil change', 'utterance-ended']);
  });

  it('is told when noise keeps even the final away', () => {
    expect(brief(hearAll([segment('an oil change', 0, 1_000), ended]).told)).toEqual([
      'partial an oil change',
      'utterance-ended',
    ]);
  });

  it('is not told after the pause that ended the same utterance', () => {
    expect(brief(hearAll([segment('an oil change', 0, 1_000, paused), ended]).told)).toEqual(['final an oil change']);
  });

  it('is not told of an earlier utterance when new words wait', () => {
    const { told } = hearAll([segment('an oil change', 0, 1_000, paused), segment('please', 1_000, 2_000), ended]);
    expect(brief(told)).toEqual(['final an oil change', 'partial please']);
  });

  it('is told once', () => {
    expect(brief(hearAll([segment('oil', 0, 1_000), ended, ended]).told)).toEqual(['partial oil', 'utterance-ended']);
  });

  it('is told at once when the pause comes without words of its own', () => {
    const { told } = hearAll([segment('an oil change', 0, 4_000, final), segment('', 4_000, 4_500, paused)]);
    expect(told[1]).toEqual({ type: 'utterance-ended', lastWordEndMs: 700 });
    expect(hearAll([segment('', 0, 4_000, paused)]).told).toEqual([]);
  });

  it('is not told of words that were taken back', () => {
    const { told } = hearAll([segment('um', 0, 1_000), segment('', 0, 1_500, paused), ended]);
    expect(brief(told)).toEqual(['partial um']);
    expect(brief(hearAll([segment('um', 0, 1_000), segment('', 0, 1_200), ended]).told)).toEqual(['partial um']);
  });
});

describe('a recogniser that begins anew', () => {
  it('counts its time from where its audio began', () => {
    expect(inCallTime({ type: 'voice-began', atMs: 5 }, 700)).toEqual({ type: 'voice-began', atMs: 705 });
    expect(inCallTime({ type: 'utterance-ended', lastWordEndMs: 5 }, 700)).toMatchObject({ lastWordEndMs: 705 });
    expect(inCallTime(segment('hi', 0, 500), 700)).toMatchObject({
      startMs: 700,
      endMs: 1_200,
      words: [{ startMs: 800, endMs: 1_000 }],
    });
  });

  it('does not tell again what the one before has told', () => {
    const before = hearAll([{ type: 'voice-began', atMs: 50 }, segment('an oil change', 0, 1_000, final)]).hearing;
    const { told } = hearAll(
      [
        { type: 'voice-began', atMs: 50 },
        segment('an oil change', 0, 1_000, final),
        segment('for my car', 1_000, 2_000, paused),
      ],
      before,
    );
    expect(brief(told)).toEqual(['final for my car']);
  });

  it('drops what an earlier owner told, word by word where a segment reaches across', () => {
    const hearing = beginHearing(0, 500);
    const { told } = hearAll(
      [
        { type: 'voice-began', atMs: 100 },
        segment('I need', 0, 500, final),
        segment('I need an Oil change,', 0, 1_400, paused),
      ],
      hearing,
    );
    expect(brief(told)).toEqual(['final an Oil change,']);
    expect(told[0]).toMatchObject({ startMs: 500, words: [{ word: 'an' }, { word: 'oil' }, { word: 'change' }] });
  });

  it('leaves a segment that begins after the boundary as it is', () => {
    const { told } = hearAll([segment('it is 9:30', 600, 1_400, paused)], beginHearing(600, 600));
    expect(brief(told)).toEqual(['final it is 9:30']);
  });
});
