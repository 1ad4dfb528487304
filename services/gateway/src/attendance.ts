/**
 * Sees to it that somebody attends to a call: keeps its owners, tells the caller to wait while one is missing, and hands the
 * call to a person when nobody comes.
 */
import type { Ending } from './ending.ts';
import type { Hearing } from './hearing.ts';
import type { House } from './house.ts';
import { type OwnedCall, OwnerKeeper } from './owner-keeper.ts';
import type { Owner, Role } from './owners.ts';
import { Patience } from './patience.ts';
import { spokenWords, waitingPhrases } from './phrases.ts';
import type { Speaking } from './speaking.ts';

export interface AttendedParts {
  readonly hearing: Hearing;
  readonly speaking: Speaking;
  readonly ending: Ending;
}

export class Attendance {
  readonly #house: House;
  readonly #call: OwnedCall;
  readonly #parts: AttendedParts;
  readonly #patience: Patience;
  readonly #keeper: OwnerKeeper;
  #talked: boolean;

  /** `taken` is told of every owner. */
  constructor(house: House, call: OwnedCall, parts: AttendedParts, taken: (role: Role, owner: Owner) => void) {
    const { bus, log, clock, config } = house.room;
    this.#house = house;
    this.#call = call;
    this.#parts = parts;
    this.#patience = new Patience(config.OWNER_GIVE_UP_MS);
    this.#talked = call.resume;
    const brief = (callId: string) => house.briefs.take(callId);
    const keeperHouse = { bus, log, now: () => clock.monotonic(), brief };
    this.#keeper = new OwnerKeeper(
      keeperHouse,
      call,
      parts,
      { silenceMs: config.OWNER_SILENCE_MS },
      {
        taken: (role, owner) => {
          this.#talked ||= role === 'dialogue';
          taken(role, owner);
        },
        lost: (role) => this.#lost(role),
        refused: (reason, inARow) => this.#refused(reason, inARow),
      },
    );
  }

  begin(): void {
    this.#keeper.begin();
  }

  stop(): void {
    this.#keeper.stop();
  }

  /** Whether a fact of this epoch comes from an owner that was replaced. */
  isOutdated(role: Role, epoch: number): boolean {
    return this.#keeper.isOutdated(role, epoch);
  }

  /** Called several times a second. */
  watch(now: number): void {
    const withoutMs = this.#keeper.judge(now);
    if (this.#patience.isOver(withoutMs)) this.#parts.ending.toDesk('transferred', spokenWords.trouble, null);
    else if (this.#parts.speaking.quiet) this.#sayDuePhrase(withoutMs, now);
  }

  #sayDuePhrase(withoutMs: number, now: number): void {
    const due = this.#patience.phraseDue(withoutMs, now);
    if (due === null) return;
    const phrase = this.#house.phrases.of(waitingPhrases[due % waitingPhrases.length] ?? waitingPhrases[0]);
    if (phrase !== undefined) this.#parts.speaking.say(phrase);
  }

  #lost(role: Role): void {
    this.#house.metrics.ownerLost(role);
    this.#house.room.log.warn({ callId: this.#call.callId, role }, 'an owner fell silent');
  }

  #refused(reason: string, inARow: number): void {
    const verdict = this.#patience.judgeRefusals(reason, inARow, this.#talked);
    if (verdict === 'busy') this.#parts.ending.toDesk('refused', spokenWords.busy, null);
    if (verdict === 'lost') this.#parts.ending.toDesk('transferred', spokenWords.trouble, null);
  }
}
