import { createLog, ProviderError } from '@bayline/runtime';
import { phraseKey } from './phrase-key.ts';
import { Phrases, type PhrasesOptions } from './phrases.ts';

const log = createLog({ service: 'speech', instanceId: 'speech-0001', level: 'silent' });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const unavailable = new ProviderError('deepgram', 'unavailable', { retryable: true });

/** A store whose synthesiser says a text as its bytes, and whose Redis is a map. */
function store(options: Partial<PhrasesOptions> = {}) {
  const shared = new Map<string, Buffer>();
  const said: string[] = [];
  const redis = {
    getBuffer: async (key: string) => shared.get(key) ?? null,
    set: async (key: string, value: Buffer) => {
      shared.set(key, value);
      return 'OK';
    },
  };
  const synthesise = async (text: string): Promise<Uint8Array> => {
    said.push(text);
    return new Uint8Array(Buffer.from(text));
  };
  const phrases = new Phrases({ voice: 'aura', synthesise, redis, log, memoryBytes: 1_000, ...options });
  return { phrases, shared, said };
}

const audioOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

describe('stock phrases', () => {
  it('are synthesised once and then in memory, whatever their spaces', async () => {
    const { phrases, said } = store();
    await expect(phrases.voice('One  moment.')).resolves.toEqual(audioOf('One moment.'));
    expect(phrases.kept(' One moment. ')).toEqual(audioOf('One moment.'));
    await phrases.voice('One moment.');
    expect(said).toEqual(['One moment.']);
  });

  it('are synthesised once when several ask at the same time', async () => {
    const { phrases, said } = store();
    await Promise.all([phrases.voice('Hello.'), phrases.voice('Hello.'), phrases.voice('Hello.')]);
    expect(said).toEqual(['Hello.']);
  });

  it('that a call is saying are fetched before the rest of the list', async () => {
    const { phrases, said } = store();
    phrases.want(['one', 'two', 'three', 'four']);
    expect(phrases.kept('A greeting.')).toBeUndefined();
    await settled();
    await settled();
    expect(said).toEqual(['one', 'two', 'A greeting.', 'three', 'four']);
  });

  it('come from Redis when another instance has them, and are put there', async () => {
    const { phrases, shared, said } = store();
    shared.set(phraseKey('aura', 'Hello.'), Buffer.from('kept audio'));
    await expect(phrases.voice('Hello.')).resolves.toEqual(audioOf('kept audio'));
    await phrases.voice('Goodbye.');
    expect(said).toEqual(['Goodbye.']);
    expect(shared.get(phraseKey('aura', 'Goodbye.'))).toEqual(Buffer.from('Goodbye.'));
  });

  it('do without Redis', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('away');
    };
    const { phrases } = store({ redis: { getBuffer: broken, set: broken } });
    await expect(phrases.voice('Hello.')).resolves.toEqual(audioOf('Hello.'));
    expect(phrases.kept('Hello.')).toBeDefined();
  });

  it('are fetched in the background when they were missed once', async () => {
    const { phrases } = store();
    expect(phrases.kept('Hello.')).toBeUndefined();
    await settled();
    expect(phrases.kept('Hello.')).toEqual(audioOf('Hello.'));
  });

  it('are fetched two at a time', async () => {
    let working = 0;
    let most = 0;
    const synthesise = async (text: string): Promise<Uint8Array> => {
      working += 1;
      most = Math.max(most, working);
      await settled();
      working -= 1;
      return audioOf(text);
    };
    const { phrases } = store({ synthesise });
    phrases.want(['a', 'b', 'c', 'd', 'e', ' ', 'a']);
    while (phrases.counts.kept < 5) await settled();
    expect(most).toBe(2);
    expect(phrases.counts).toEqual({ kept: 5, wanted: 0, bytes: 5 });
  });

  it('are tried again for as long as it takes', async () => {
    import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    let fails = true;
    const synthesise = async (text: string): Promise<Uint8Array> => {
      if (fails) throw unavailable;
      return audioOf(text);
    };
    const { phrases } = store({ synthesise });
    phrases.want(['Hello.']);
    await settled();
    for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      expect(phrases.counts).toMatchObject({ kept: 0, wanted: 1 });
      import.meta.jest.advanceTimersByTime(waitMs);
      await settled();
    }
    fails = false;
    import.meta.jest.advanceTimersByTime(30_000);
    await settled();
    expect(phrases.kept('Hello.')).toBeDefined();
    import.meta.jest.useRealTimers();
  });

  it('say why they cannot be had now', async () => {
    const { phrases } = store({ synthesise: () => Promise.reject(unavailable) });
    await expect(phrases.voice('Hello.')).rejects.toBe(unavailable);
  });

  it('give way to others when memory is full, the one not used for longest first', async () => {
    const { phrases } = store({ memoryBytes: 9 });
    await phrases.voice('one');
    await phrases.voice('two');
    await phrases.voice('six');
    phrases.kept('one');
    await phrases.voice('ten');
    expect(phrases.counts).toMatchObject({ kept: 3, bytes: 9 });
    expect(phrases.kept('one')).toBeDefined();
    expect(phrases.kept('ten')).toBeDefined();
    phrases.close();
    expect(phrases.kept('two')).toBeUndefined();
    await phrases.voice('a phrase too long to keep');
    expect(phrases.counts.kept).toBe(3);
  });
});
