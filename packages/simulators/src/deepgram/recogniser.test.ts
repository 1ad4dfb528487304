import fc from 'fast-check';
import { createRandom } from '../random.ts';
import { silence } from '../voice/mu-law.ts';
import { mixNoise } from '../voice/noise.ts';
import { utter } from '../voice/utterance.ts';
import { takingWords } from './mishearing.ts';
import { Recogniser, type RecogniserOptions, type Recognition, type Results } from './recogniser.ts';

const OPTIONS: RecogniserOptions = {
  interimMs: 1_000,
  endpointingMs: 300,
  utteranceEndMs: 1_000,
  speechStartedMs: 100,
  segmentMs: 5_000,
  finalizeEndsSpeech: true,
};

/** Something told, with the stream time at which it was told, in milliseconds. */
type Told<Kind = Recognition> = Kind & { toldAt: number };

/** What is told of the audio, in frames of 20 ms. */
function recognise(audio: Uint8Array, options: Partial<RecogniserOptions> = {}): Told[] {
  const recogniser = new Recogniser({ ...OPTIONS, ...options }, (word) => ({ ...word, confidence: 1 }));
  const told: Told[] = [];
  for (let at = 0; at < audio.length; at += 160) {
    const recognitions = recogniser.hear(audio.subarray(at, at + 160));
    told.push(...recognitions.map((each) => ({ ...each, toldAt: recogniser.position / 8 })));
  }
  return told;
}

function resultsIn<Kind extends Recognition>(told: readonly Kind[]): (Kind & Results)[] {
  return told.filter((each): each is Kind & Results => each.type === 'results');
}

function finalsIn<Kind extends Recognition>(told: readonly Kind[]): (Kind & Results)[] {
  return resultsIn(told).filter(({ isFinal }) => isFinal);
}

function textOf(results: Results): string {
  return results.words.map(({ word }) => word).join(' ');
}

function noise(ms: number, level: number): Uint8Array {
  const audio = silence(ms);
  mixNoise(audio, level, createRandom(5));
  return audio;
}

describe('the recogniser', () => {
  const said = utter('I need an oil change on Thursday.', {});
  const lastWordEnd = (said.words.at(-1)?.end ?? 0) / 8;

  it('announces voice 100 ms after it begins', () => {
    const [first] = recognise(Buffer.concat([silence(500), said.audio]));
    expect(first).toMatchObject({ type: 'speech-started', at: 4_000, toldAt: 600 });
  });

  it('announces noise too, but not a click', () => {
    expect(recognise(Buffer.concat([silence(500), noise(400, 0.1)]))[0]).toMatchObject({ type: 'speech-started' });
    const click = recognise(Buffer.concat([silence(500), noise(20, 0.1), silence(400)]));
    expect(click.map(({ type }) => type)).not.toContain('speech-started');
  });

  it('revises the whole segment every second of speech and when it ends', () => {
    const audio = Buffer.concat([said.audio.subarray(0, lastWordEnd * 8), silence(200)]);
    const interims = resultsIn(recognise(audio));
    expect(interims.map(({ toldAt }) => toldAt).slice(0, 2)).toEqual([1_000, 2_000]);
    const [last] = interims.slice(-1);
    expect(last?.toldAt).toBe(lastWordEnd + 100);
    expect(last?.words.map(({ word }) => word).join(' ')).toBe(said.text);
    expect(interims.every((each) => !each.isFinal && each.start === 0)).toBe(true);
  });

  it('ends speech after 300 ms of silence, and the utterance a second after the last word', () => {
    const told = recognise(Buffer.concat([said.audio, silence(2_000)]));
    const final = finalsIn(told)[0];
    expect(final).toMatchObject({ speechFinal: true, start: 0, fromFinalize: false });
    expect(final?.words).toHaveLength(7);
    expect(final?.toldAt).toBe(lastWordEnd + 300);
    const end = told.find(({ type }) => type === 'utterance-end');
    expect(end).toMatchObject({ lastWordEnd: lastWordEnd * 8, toldAt: lastWordEnd + 1_000 });
  });

  it('begins the next segment where the last one ended', () => {
    const told = finalsIn(recognise(Buffer.concat([said.audio, silence(800), said.audio, silence(800)])));
    expect(told.map(textOf)).toEqual([said.text, said.text]);
    expect(told[1]?.start).toBe(told[0]?.end);
  });

  it('makes long segments final at a word, without ending speech, and loses no word', () => {
    const long = utter('one two three four five six seven eight nine ten eleven twelve '.repeat(3));
    const finals = finalsIn(recognise(Buffer.concat([long.audio, silence(600)])));
    expect(finals.length).toBeGreaterThan(2);
    expect(finals.slice(0, -1).every((final) => !final.speechFinal)).toBe(true);
    expect(finals.at(-1)?.speechFinal).toBe(true);
    expect(finals.map(textOf).join(' ')).toBe(long.words.map(({ word }) => word).join(' '));
  });

  it('tells empty finals of silence and of noise', () => {
    expect(finalsIn(recognise(silence(5_500)))).toMatchObject([{ words: [], speechFinal: true, end: 40_000 }]);
    const noisy = finalsIn(recognise(Buffer.concat([noise(5_200, 0.1), silence(400)])));
    expect(noisy.map(({ speechFinal }) => speechFinal)).toEqual([false, true]);
  });

  it('ends utterances by words in noise, where silence never comes', () => {
    const audio = Buffer.concat([said.audio, silence(3_000)]);
    mixNoise(audio, 0.1, createRandom(2));
    const told = recognise(audio);
    const end = told.findIndex(({ type }) => type === 'utterance-end');
    expect(told[end]?.toldAt).toBe(lastWordEnd + 1_000);
    expect(finalsIn(told).some(({ speechFinal }) => speechFinal)).toBe(false);
    expect(finalsIn(told.slice(0, end)).map(textOf).join(' ').trim()).toBe(said.text);
  });

  it('tells only what was asked for', () => {
    const audio = Buffer.concat([said.audio, silence(2_000)]);
    const plain = recognise(audio, { interimMs: null, utteranceEndMs: null, speechStartedMs: null });
    expect(plain.map(({ type }) => type)).toEqual(['results']);
    expect(finalsIn(recognise(audio, { endpointingMs: null }))).toMatchObject([{ speechFinal: false }]);
  });

  it('finalizes what it has when asked, and nothing when it has nothing', () => {
    const recogniser = new Recogniser(OPTIONS, (word) => ({ ...word, confidence: 1 }));
    expect(recogniser.finalize()).toEqual([]);
    recogniser.hear(said.audio.subarray(0, 13_001));
    const [final] = finalsIn(recogniser.finalize());
    expect(final).toMatchObject({ fromFinalize: true, speechFinal: true, end: 13_001 });
    expect(final?.words.length).toBeGreaterThan(2);
  });

  it('tells the same however the audio is cut', () => {
    const audio = Buffer.concat([silence(300), said.audio, silence(700), said.audio, silence(1_300)]);
    const whole = new Recogniser(OPTIONS, (word) => ({ ...word, confidence: 1 })).hear(audio);
    const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, (cuts) => {
        const recogniser = new Recogniser(OPTIONS, (word) => ({ ...word, confidence: 1 }));
        const told: Recognition[] = [];
        for (let at = 0, turn = 0; at < audio.length; turn += 1) {
          const size = cuts[turn % cuts.length] ?? 1;
          told.push(...recogniser.hear(audio.subarray(at, at + size)));
          at += size;
        }
        expect(told).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe('taking words', () => {
  const word = { word: 'Thursday,', start: 0, end: 80 };
  const errors = { rate: 1, lossRate: 0, confusions: { thursday: ['tuesday'] } };

  it('takes some for others that sound alike, with little confidence', () => {
    const taken = takingWords(errors, [], createRandom(1))(word);
    expect(taken?.word).toBe('tuesday,');
    expect(taken?.confidence).toBeLessThan(0.9);
  });

  it('takes key terms and words without a double right', () => {
    expect(takingWords(errors, ['thursday'], createRandom(1))(word)?.word).toBe('Thursday,');
    expect(takingWords(errors, [], createRandom(1))({ ...word, word: 'oil' })?.word).toBe('oil');
  });

  it('misses some', () => {
    expect(takingWords({ ...errors, lossRate: 1 }, [], createRandom(1))(word)).toBeUndefined();
  });
});
