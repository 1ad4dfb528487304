/**
 * The latency ledger of one call: puts together what each process measured of a turn, and the gateway's own clock. Pure:
 * moments are monotonic milliseconds of this process.
 */
import type { ReplyPiece, ReplyVoiced } from '@bayline/contracts';

type Timing = NonNullable<ReplyPiece['timing']>;

/** A turn as `turn.measured` tells it, without the moment of telling. */
export interface MeasuredTurn extends Timing {
  readonly generation: number;
  readonly lastWordToFinalMs: number;
  readonly pieceToFirstByteMs: number;
  readonly firstByteToFrameMs: number;
  readonly frameToMarkMs: number | null;
  readonly totalMs: number;
  readonly cached: boolean;
}

interface Final {
  readonly sinceLastWordMs: number;
  /** When the audio of the last word had arrived here. */
  readonly lastWordArrivedAt: number;
}

interface Entry {
  final?: Final;
  timing?: Timing;
  pieceToFirstByteMs?: number;
  cached: boolean;
  firstByteAt?: number;
  firstFrameAt?: number;
  firstMarkAt?: number;
  told: boolean;
}

/** A mark that is not back by then will not tell anything about the line. */
const MARK_WAIT_MS = 2_000;
const GENERATIONS_KEPT = 8;

export class Ledger {
  readonly #entries = new Map<number, Entry>();
  #lastFinal: Final | undefined;

  /** The caller's latest words, understood. */
  final(sinceLastWordMs: number, lastWordArrivedAt: number | undefined): void {
    if (lastWordArrivedAt !== undefined) this.#lastFinal = { sinceLastWordMs, lastWordArrivedAt };
  }

  /** The first piece of an answer, with what dialogue measured. Without words of the caller's before it, it is no turn. */
  piece(generation: number, timing: Timing | undefined): void {
    if (timing === undefined) return;
    const entry = this.#entry(generation);
    entry.timing ??= timing;
    if (entry.final === undefined && this.#lastFinal !== undefined) entry.final = this.#lastFinal;
  }

  voiced(voiced: ReplyVoiced): void {
    if (voiced.pieceToFirstByteMs === undefined) return;
    const entry = this.#entry(voiced.generation);
    entry.pieceToFirstByteMs ??= voiced.pieceToFirstByteMs;
    entry.cached = voiced.cached;
  }

  firstByte(generation: number, now: number): void {
    this.#entry(generation).firstByteAt ??= now;
  }

  firstFrame(generation: number, now: number): void {
    this.#entry(generation).firstFrameAt ??= now;
  }

  firstMark(generation: number, now: number): void {
    this.#entry(generation).firstMarkAt ??= now;
  }

  /** The turns that are complete by now and were not told yet. */
  take(now: number): readonly MeasuredTurn[] {
    const measured: MeasuredTurn[] = [];
    for (const [generation, entry] of this.#entries) {
      const turn = entry.told ? undefined : measure(generation, entry, now);
      if (turn === undefined) continue;
      entry.told = true;
      measured.push(turn);
    }
    return measured;
  }

  #entry(generation: number): Entry {
    const known = this.#entries.get(generation);
    if (known !== undefined) return known;
    const entry: Entry = { cached: false, told: false };
    this.#entries.set(generation, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= GENERATIONS_KEPT) break;
      this.#entries.delete(oldest);
    }
    return entry;
  }
}

function measure(generation: number, entry: Entry, now: number): MeasuredTurn | undefined {
  const { final, timing, pieceToFirstByteMs, firstByteAt, firstFrameAt, firstMarkAt } = entry;
  if (final === undefined || timing === undefined || pieceToFirstByteMs === undefined) return undefined;
  if (firstByteAt === undefined || firstFrameAt === undefined) return undefined;
  if (firstMarkAt === undefined && now - firstFrameAt < MARK_WAIT_MS) return undefined;
  return {
    ...timing,
    generation,
    lastWordToFinalMs: final.sinceLastWordMs,
    pieceToFirstByteMs,
    firstByteToFrameMs: firstFrameAt - firstByteAt,
    frameToMarkMs: firstMarkAt === undefined ? null : firstMarkAt - firstFrameAt,
    totalMs: Math.max(0, firstFrameAt - final.lastWordArrivedAt),
    cached: entry.cached,
  };
}
