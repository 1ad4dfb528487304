import { type ReplyPiece, readAudioBatch } from '@bayline/contracts';
import { judgePiece, Replies, type Standing } from './replies.ts';
import type { VoicingTools } from './reply.ts';
import { SpokenAudio } from './spoken-audio.ts';

const standing: Standing = { epoch: 2, cancelledUpTo: 131_072, live: [131_074], latest: 131_074 };

const piece = (generation: number, index: number, epoch = 2): ReplyPiece => ({
  epoch,
  generation,
  index,
  text: 'Hello.',
  last: false,
  fixed: false,
});

describe('a piece of a reply', () => {
  it('goes on with the reply that is being voiced', () => {
    expect(judgePiece(standing, piece(131_074, 3))).toBe('goes-on');
  });

  it('begins a later reply with its first piece only', () => {
    expect(judgePiece(standing, piece(131_075, 0))).toBe('begins');
    expect(judgePiece(standing, piece(131_075, 1))).toBe('dropped');
    expect(judgePiece({ ...standing, live: [] }, piece(131_075, 2))).toBe('dropped');
  });

  it('goes on with an earlier reply that is not over', () => {
    expect(judgePiece({ ...standing, live: [131_074, 131_075], latest: 131_075 }, piece(131_074, 3))).toBe('goes-on');
  });

  it('is dropped when its reply is cancelled or over', () => {
    expect(judgePiece(standing, piece(131_072, 0))).toBe('dropped');
    expect(judgePiece(standing, piece(131_073, 0))).toBe('dropped');
    expect(judgePiece({ ...standing, cancelledUpTo: 131_074 }, piece(131_074, 3))).toBe('dropped');
  });

  it('is dropped when an owner of a lower epoch tells it', () => {
    expect(judgePiece(standing, piece(200_000, 0, 1))).toBe('dropped');
    expect(judgePiece(standing, piece(200_000, 0, 3))).toBe('begins');
  });
});

describe('two replies, one after the other', () => {
  /** Replies whose phrases come from memory; the other text waits for a line that is never granted. */
  function voicing() {
    const sent: string[] = [];
    const spoken = new SpokenAudio((_gatewayId, batch) => {
      readAudioBatch(batch, ({ generation, audio }) => sent.push(`${generation}:${audio.length}`));
    });
    const tools: VoicingTools = {
      clock: { monotonic: () => 0 },
      lines: { lease: () => new Promise(() => {}), release: () => {} },
      firstByte: { run: (work) => work(new AbortController().signal), state: 'closed' },
      phrase: () => new Uint8Array(80),
      spoken,
      pace: { current: 15 },
      patienceMs: 1_000,
      stallMs: 1_000,
    };
    const replies = new Replies(tools, { gatewayId: 'gateway-0001', slot: 1 }, { voiced: () => {} });
    const say = (generation: number, index: number, last: boolean, fixed = true): void => {
      replies.piece({ epoch: 1, generation, index, text: 'One moment.', last, fixed });
    };
    return {
      replies,
      say,
      heard: () => {
        spoken.close();
        return sent;
      },
    };
  }

  it('are heard in order, although the second was ready first', () => {
    const { say, heard } = voicing();
    say(65_537, 0, false);
    say(65_538, 0, true);
    expect(heard()).toEqual(['65537:80']);
    say(65_537, 1, true);
    expect(heard()).toEqual(['65537:80', '65537:80', '65537:0', '65538:80', '65538:0']);
  });

  it('are both off when the second is cancelled', () => {
    const { replies, say, heard } = voicing();
    say(65_537, 0, false);
    say(65_538, 0, true);
    replies.cancelled(1, 65_538);
    say(65_537, 1, true);
    expect(heard()).toEqual(['65537:80']);
  });

  it('let the second be heard when only the first is cancelled', () => {
    const { replies, say, heard } = voicing();
    say(65_537, 0, false, false);
    say(65_538, 0, true);
    replies.cancelled(1, 65_537);
    expect(heard()).toEqual(['65538:80', '65538:0']);
  });
});
