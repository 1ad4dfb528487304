import { createRandom } from '../random.ts';
import { silence } from '../voice/mu-law.ts';
import { utter } from '../voice/utterance.ts';
import { Ear } from './ear.ts';
import { Mouth, type Said } from './mouth.ts';

function mouth(): { mouth: Mouth; said: Said[]; frames: (count: number) => Uint8Array } {
  const said: Said[] = [];
  const one = new Mouth(createRandom(1), (text) => said.push(text));
  const frames = (count: number) =>
    Buffer.concat(Array.from({ length: count }, () => Uint8Array.from(one.nextFrame())));
  return { mouth: one, said, frames };
}

describe('a mouth', () => {
  it('says one text after the other, and tells when and where its words were', () => {
    const { mouth: one, said, frames } = mouth();
    frames(2);
    one.say('a', 'Hello');
    one.say('b', 'there');
    const hello = utter('Hello');
    const spoken = frames(60);
    expect(spoken.subarray(0, hello.audio.length)).toEqual(Buffer.from(hello.audio));
    expect(said.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(said[0]?.words[0]).toEqual({ word: 'Hello', start: 320, end: 320 + (hello.words[0]?.end ?? 0) });
    expect(said[1]?.words[0]?.start).toBe(320 + hello.audio.length);
  });

  it('tells of a text only when its last word has left', () => {
    const { mouth: one, said, frames } = mouth();
    one.say('a', 'Hello');
    const length = Math.ceil((utter('Hello').words[0]?.end ?? 0) / 160);
    frames(length - 1);
    expect(said).toEqual([]);
    frames(1);
    expect(said).toHaveLength(1);
  });

  it('takes a text without words as said at once', () => {
    const { mouth: one, said, frames } = mouth();
    one.say('a', ' ');
    frames(1);
    expect(said).toEqual([{ id: 'a', words: [] }]);
  });
});

describe('an ear', () => {
  it('hears words and when it was audible at all, in any chunks', () => {
    const words: string[] = [];
    const voice: [boolean, number][] = [];
    const ear = new Ear({
      onWord: ({ word }) => words.push(word),
      onVoice: (on, at) => voice.push([on, at]),
    });
    const { audio, words: spoken } = utter('Hello there');
    const all = Buffer.concat([silence(100), audio, silence(400), audio.subarray(0, spoken[0]?.end)]);
    for (let at = 0; at < all.length; at += 777) ear.hear(all.subarray(at, at + 777));
    const end = 800 + (spoken[1]?.end ?? 0);
    const again = 800 + audio.length + 3_200;
    expect(voice).toEqual([
      [true, 800],
      [false, end],
      [true, again],
    ]);
    ear.close();
    expect(words).toEqual(['Hello', 'there', 'Hello']);
    expect(voice.at(-1)).toEqual([false, again + (spoken[0]?.end ?? 0)]);
  });
});
