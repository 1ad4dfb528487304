import type { ReplyPiece } from '@bayline/contracts';
import { judgePiece, type Standing } from './replies.ts';

const standing: Standing = { epoch: 2, cancelledUpTo: 131_072, current: 131_074 };

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
    expect(judgePiece({ ...standing, current: null }, piece(131_075, 2))).toBe('dropped');
  });

  it('is dropped when its reply is cancelled or superseded', () => {
    expect(judgePiece(standing, piece(131_072, 0))).toBe('dropped');
    expect(judgePiece(standing, piece(131_073, 0))).toBe('dropped');
    expect(judgePiece({ ...standing, cancelledUpTo: 131_074 }, piece(131_074, 3))).toBe('dropped');
  });

  it('is dropped when an owner of a lower epoch tells it', () => {
    expect(judgePiece(standing, piece(200_000, 0, 1))).toBe('dropped');
    expect(judgePiece(standing, piece(200_000, 0, 3))).toBe('begins');
  });
});
