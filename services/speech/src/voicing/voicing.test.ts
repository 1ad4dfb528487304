import fc from 'fast-check';
import { flushDueAt } from './sending.ts';
import { beginVoicing, voice } from './voicing.ts';
import type { VoicedRange, Voicing, VoicingEffect, VoicingEvent } from './voicing-state.ts';

const PATIENCE_MS = 500;
const PACE = 50;
const plenty = { characters: 2_300, flushes: 19 };

/** Drives one reply and keeps what came out of it. */
class Reply {
  voicing: Voicing = beginVoicing(0, PATIENCE_MS);
  at = 0;
  readonly log: string[] = [];
  readonly ranges: VoicedRange[] = [];
  #next = 0;

  take(event: VoicingEvent): readonly VoicingEffect[] {
    const { voicing, effects } = voice(this.voicing, event, this.at);
    this.voicing = voicing;
    for (const effect of effects) this.#note(effect);
    return effects;
  }

  piece(text: string, options: { last?: boolean; keptMs?: number; index?: number } = {}): this {
    const index = options.index ?? this.#next;
    this.#next = index + 1;
    this.take({ type: 'piece', index, text, last: options.last ?? false, keptMs: options.keptMs ?? null });
    return this;
  }

  granted(allowance = plenty): this {
    this.take({ type: 'line-granted', allowance });
    return this;
  }

  audio(ms: number): this {
    this.take({ type: 'audio', ms, pace: PACE });
    return this;
  }

  flushed(): this {
    this.take({ type: 'flushed' });
    return this;
  }

  failed(hopeless = false): this {
    this.take({ type: 'line-failed', pace: PACE, hopeless });
    return this;
  }

  cancelled(): this {
    this.take({ type: 'cancelled' });
    return this;
  }

  /** What was logged since the last look. */
  seen(): string[] {
    return this.log.splice(0);
  }

  #note(effect: VoicingEffect): void {
    if (effect.type === 'tell') this.ranges.push(effect.range);
    else if (effect.type === 'speak' || effect.type === 'play') this.log.push(`${effect.type} ${effect.text}`);
    else if (effect.type === 'release') this.log.push(`release ${effect.line}`);
    else if (effect.type !== 'measured') this.log.push(effect.type);
  }
}

describe('what is sent', () => {
  it('flushes the first piece at once and the rest together at the end', () => {
    const reply = new Reply().piece('Sure.').granted();
    expect(reply.seen()).toEqual(['lease', 'speak Sure.', 'flush']);
    reply.piece(' I have Tuesday').piece(' at nine').piece(' or ten.', { last: true });
    expect(reply.seen()).toEqual(['speak  I have Tuesday', 'speak  at nine', 'speak  or ten.', 'flush']);
  });

  it('sends everything in order when the line is granted late', () => {
    const reply = new Reply().piece('One.').piece(' Two.').piece(' Three.', { last: true });
    expect(reply.seen()).toEqual(['lease']);
    reply.granted();
    expect(reply.seen()).toEqual(['speak One.', 'flush', 'speak  Two. Three.', 'flush']);
  });

  it('ends with the end of the audio and gives the line back', () => {
    const reply = new Reply().piece('Goodbye.', { last: true }).granted();
    reply.seen();
    reply.audio(600).flushed();
    expect(reply.seen()).toEqual(['hand-on', 'release idle', 'end']);
    expect(reply.voicing.state).toBe('done');
  });

  it('puts a space between pieces that bring none', () => {
    const reply = new Reply().piece('Sure.').granted().piece('How').piece('many?', { last: true });
    expect(reply.seen()).toEqual(['lease', 'speak Sure.', 'flush', 'speak How', 'speak  many?', 'flush']);
  });

  it('gives the line back while it waits for more, and flushes what comes when nobody is being heard', () => {
    const reply = new Reply().piece('Let me look.').granted().audio(900).flushed();
    expect(reply.seen()).toEqual(['lease', 'speak Let me look.', 'flush', 'hand-on', 'release idle']);
    reply.at = 4_000;
    reply.piece('I found it.');
    expect(reply.seen()).toEqual([]);
    expect(flushDueAt(reply.voicing)).toBe(4_500);
    reply.at = 4_500;
    reply.take({ type: 'due' });
    reply.granted();
    expect(reply.seen()).toEqual(['lease', 'speak I found it.', 'flush']);
  });

  it('lets text wait for its end while earlier audio is still being heard', () => {
    const reply = new Reply().piece('A first sentence of some length.').granted().audio(2_000);
    reply.piece(' And more.');
    expect(flushDueAt(reply.voicing)).toBeNull();
    reply.flushed();
    expect(flushDueAt(reply.voicing)).toBe(2_500);
    reply.at = 2_499;
    reply.take({ type: 'due' });
    expect(reply.seen().filter((entry) => entry === 'flush')).toHaveLength(1);
  });

  it('never sends text without words', () => {
    const reply = new Reply()
      .piece(' ')
      .piece('...')
      .piece('Yes.')
      .granted()
      .audio(400)
      .flushed()
      .piece(' ', { last: true });
    expect(reply.seen()).toEqual(['lease', 'speak  ...Yes.', 'flush', 'hand-on', 'release idle', 'end']);
    expect(reply.ranges.at(-1)).toMatchObject({ toCharacter: 9, done: true });
  });

  it('ends a reply of no words without asking for a line', () => {
    const reply = new Reply().piece('', { last: true });
    expect(reply.seen()).toEqual(['end']);
    expect(reply.ranges).toEqual([
      { fromCharacter: 0, toCharacter: 0, fromMs: 0, toMs: 0, done: true, failed: false, cached: false },
    ]);
  });

  it('takes a piece that is told twice once', () => {
    const reply = new Reply().piece('One.').granted().piece('One.', { index: 0 }).piece(' Two.', { last: true });
    expect(reply.seen()).toEqual(['lease', 'speak One.', 'flush', 'speak  Two.', 'flush']);
  });

  it('says nothing more when a piece was lost on the way', () => {
    const reply = new Reply().piece('Your visit is').granted();
    reply.seen();
    reply.piece(' on Tuesday.', { index: 2, last: true });
    expect(reply.seen()).toEqual(['release broken', 'end']);
    expect(reply.ranges.at(-1)).toMatchObject({ failed: true, done: false });
  });
});

describe('phrases from memory', () => {
  it('are played at once, without a line', () => {
    const reply = new Reply();
    reply.at = 3;
    reply.piece('Goodbye!', { keptMs: 800, last: true });
    expect(reply.seen()).toEqual(['play Goodbye!', 'end']);
    expect(reply.ranges).toEqual([
      {
        fromCharacter: 0,
        toCharacter: 8,
        fromMs: 0,
        toMs: 800,
        done: true,
        failed: false,
        cached: true,
        pieceToFirstByteMs: 3,
      },
    ]);
  });

  it('come first, and the words after them are flushed at once', () => {
    const reply = new Reply().piece('One moment.', { keptMs: 900 }).piece(' I see a Civic').granted();
    expect(reply.seen()).toEqual(['play One moment.', 'lease', 'speak  I see a Civic', 'flush']);
    reply.audio(700).piece(' and an Accord.', { last: true }).flushed().audio(500).flushed();
    expect(reply.ranges.map(({ fromMs, toMs, cached }) => [fromMs, toMs, cached])).toEqual([
      [0, 900, true],
      [900, 1_600, false],
      [1_600, 2_100, false],
    ]);
  });

  it('wait for the words before them', () => {
    const reply = new Reply().piece('I see.').granted().piece(' One moment.', { keptMs: 900 });
    expect(reply.seen()).toEqual(['lease', 'speak I see.', 'flush']);
    reply.audio(300).flushed();
    expect(reply.seen()).toEqual(['hand-on', 'play  One moment.', 'release idle']);
  });

  it('are said with the sentence they stand in when that has begun', () => {
    const reply = new Reply()
      .piece('I see.')
      .granted()
      .piece(' Well,')
      .piece(' one moment.', { keptMs: 900, last: true });
    expect(reply.seen()).toEqual(['lease', 'speak I see.', 'flush', 'speak  Well,', 'speak  one moment.', 'flush']);
  });
});

describe('what is told', () => {
  it('tells the first audio at once, with how long it took', () => {
    const reply = new Reply().piece('Hello there, how can I help?', { last: true }).granted();
    reply.at = 310;
    reply.audio(200);
    expect(reply.ranges).toEqual([
      {
        fromCharacter: 0,
        toCharacter: 4,
        fromMs: 0,
        toMs: 200,
        done: false,
        failed: false,
        cached: false,
        pieceToFirstByteMs: 310,
      },
    ]);
  });

  it('tells about every so often, in ranges that join, and the end exactly', () => {
    const text = 'Your oil change is booked for Tuesday, the third of December, at nine in the morning.';
    const reply = new Reply().piece(text, { last: true }).granted();
    for (let i = 0; i < 25; i += 1) reply.audio(200);
    reply.flushed();
    expect(reply.ranges.length).toBeLessThan(9);
    for (const [index, range] of reply.ranges.entries()) {
      expect(range.fromCharacter).toBe(reply.ranges[index - 1]?.toCharacter ?? 0);
      expect(range.fromMs).toBe(reply.ranges[index - 1]?.toMs ?? 0);
    }
    expect(reply.ranges.at(-1)).toMatchObject({ toCharacter: text.length, toMs: 5_000, done: true });
    expect(reply.ranges.filter((range) => range.pieceToFirstByteMs !== undefined)).toHaveLength(1);
  });

  it('measures the pace of what was said', () => {
    const reply = new Reply().piece('abcdefghij', { last: true }).granted().audio(600);
    expect(reply.take({ type: 'flushed' })).toContainEqual({ type: 'measured', units: 10, ms: 600 });
  });
});

describe('a line that fails', () => {
  it('is replaced once, and what was not voiced is said again', () => {
    const reply = new Reply().piece('Sure.').granted().piece(' Tuesday is free.', { last: true });
    reply.audio(500).flushed();
    reply.seen();
    reply.failed().granted();
    expect(reply.seen()).toEqual(['release broken', 'lease', 'speak  Tuesday is free.', 'flush']);
  });

  it('goes on shortly before what was broken off', () => {
    const reply = new Reply().piece('We can see you on Tuesday', { last: true }).granted();
    reply
      .audio(20 * PACE)
      .failed()
      .granted();
    expect(reply.seen()).toEqual([
      'lease',
      'speak We can see you on Tuesday',
      'flush',
      'hand-on',
      'release broken',
      'lease',
      'speak on Tuesday',
      'flush',
    ]);
    reply.audio(500).flushed();
    expect(reply.ranges.at(-1)).toMatchObject({ toCharacter: 25, toMs: 1_500, done: true });
  });

  it('fails the reply the second time', () => {
    const reply = new Reply().piece('Hello.').failed().granted().failed();
    expect(reply.seen()).toEqual(['lease', 'lease', 'speak Hello.', 'flush', 'release broken', 'end']);
    expect(reply.ranges).toEqual([
      { fromCharacter: 0, toCharacter: 0, fromMs: 0, toMs: 0, done: false, failed: true, cached: false },
    ]);
    expect(reply.piece(' More.', { last: true }).seen()).toEqual([]);
  });

  it('fails the reply at once when another line would not help', () => {
    expect(new Reply().piece('Hello.').granted().failed(true).voicing.state).toBe('failed');
  });

  it('does not matter when nothing is wanted of it', () => {
    const reply = new Reply().piece('Hello.').granted().audio(400).flushed();
    reply.seen();
    reply.failed();
    expect(reply.seen()).toEqual([]);
    expect(reply.voicing.retried).toBe(false);
  });
});

describe('a cancelled reply', () => {
  it('clears a line that works for it and gives back one that does not', () => {
    expect(new Reply().piece('Hello.').granted().cancelled().seen().at(-1)).toBe('release busy');
    expect(new Reply().piece('Hello.').granted().audio(400).flushed().cancelled().seen().at(-1)).toBe('release idle');
  });

  it('gives back a line that is granted too late', () => {
    expect(new Reply().piece('Hello.').cancelled().granted().seen()).toEqual(['lease', 'release idle']);
  });

  it('hands on nothing that comes late', () => {
    const reply = new Reply().piece('Hello.').granted().cancelled();
    reply.seen();
    reply.audio(200).flushed().piece(' there', { last: true }).failed();
    expect(reply.seen()).toEqual([]);
    expect(reply.ranges).toEqual([]);
  });
});

describe('what a line allows', () => {
  it('continues on another line when the characters run out, between words', () => {
    const reply = new Reply().piece('one two three four', { last: true }).granted({ characters: 9, flushes: 3 });
    expect(reply.seen()).toEqual(['lease', 'speak one two', 'flush']);
    reply.audio(400).flushed().granted();
    expect(reply.seen()).toEqual(['hand-on', 'release idle', 'lease', 'speak  three four', 'flush']);
  });

  it('continues on another line when the flushes run out', () => {
    const reply = new Reply().piece('One.').granted({ characters: 900, flushes: 1 }).piece(' Two.', { last: true });
    reply.audio(400).flushed().granted();
    expect(reply.seen()).toEqual([
      'lease',
      'speak One.',
      'flush',
      'hand-on',
      'release idle',
      'lease',
      'speak  Two.',
      'flush',
    ]);
  });

  it('sends a long text in several messages', () => {
    const reply = new Reply().piece('word '.repeat(440), { last: true }).granted();
    const spoken = reply.seen().filter((entry) => entry.startsWith('speak'));
    expect(spoken).toHaveLength(2);
    expect(spoken.map((entry) => entry.slice(6)).join('')).toBe('word '.repeat(440));
  });

  it('cuts a word that no line could carry', () => {
    const reply = new Reply().piece('a'.repeat(3_000), { last: true }).granted();
    expect(
      reply
        .seen()
        .filter((entry) => entry.startsWith('speak'))
        .join('').length,
    ).toBeGreaterThan(2_200);
    reply.audio(1_000).flushed().granted().audio(500).flushed();
    expect(reply.voicing.state).toBe('done');
  });
});

describe('a flush that answers for something cleared', () => {
  it('is not taken for the flush of a part that has no audio yet', () => {
    const reply = new Reply().piece('Hello.', { last: true }).granted().flushed();
    expect(reply.voicing.state).toBe('open');
    expect(reply.audio(400).flushed().voicing.state).toBe('done');
  });
});

describe('any course of events', () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('piece' as const),
        text: fc.constantFrom(' Yes.', ' no more', ' ', ' 9:30,', ''),
        kept: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.constant({ do: 'provide' as const }) },
    { weight: 2, arbitrary: fc.constant({ do: 'wait' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'fail' as const }) },
  );

  it('voices every character once and in order, or says that it failed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const reply = new Reply();
        /** The synthesiser's side: texts waiting for their flush, flushes waiting to be answered. */
        const provider = { text: '', flushes: [] as string[], wanted: false };
        const said: string[] = [];
        const follow = (effects: readonly VoicingEffect[]): void => {
          for (const effect of effects) {
            if (effect.type === 'lease') provider.wanted = true;
            if (effect.type === 'speak') provider.text += effect.text;
            if (effect.type === 'flush') provider.flushes.push(provider.text);
            if (effect.type === 'flush') provider.text = '';
            if (effect.type === 'play') said.push(effect.text);
            if (effect.type === 'release') Object.assign(provider, { text: '', flushes: [] });
          }
        };
        const provide = (): void => {
          if (provider.wanted) {
            provider.wanted = false;
            follow(reply.take({ type: 'line-granted', allowance: { characters: 20, flushes: 2 } }));
          }
          const text = provider.flushes.shift();
          if (text === undefined) return;
          said.push(text);
          follow(reply.take({ type: 'audio', ms: 200, pace: PACE }));
          follow(reply.take({ type: 'flushed' }));
        };
        let index = 0;
        let told = '';
        const piece = (text: string, kept: boolean, last: boolean): void => {
          told += text;
          follow(reply.take({ type: 'piece', index, text, last, keptMs: kept ? 300 : null }));
          index += 1;
        };
        for (const next of steps) {
          reply.at += 100;
          if (next.do === 'piece') piece(next.text, next.kept && /\p{L}/u.test(next.text), false);
          else if (next.do === 'provide') provide();
          else if (next.do === 'fail' && provider.flushes.length > 0)
            follow(reply.take({ type: 'line-failed', pace: PACE, hopeless: false }));
          else follow(reply.take({ type: 'due' }));
        }
        piece(' End.', false, true);
        for (let i = 0; i < 60 && reply.voicing.state === 'open'; i += 1) provide();

        const words = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
        if (reply.voicing.state === 'failed') return reply.ranges.at(-1)?.failed === true;
        expect(reply.voicing.state).toBe('done');
        expect(words(said.join(''))).toBe(words(told));
        expect(reply.ranges.at(-1)).toMatchObject({ toCharacter: told.length, toMs: reply.voicing.ms, done: true });
        return true;
      }),
      { numRuns: 500 },
    );
  });
});
