/** Knows which phrases dialogue has in stock, from whenever a dialogue instance is there. */
import { phraseList } from '@bayline/contracts';
import type { Bus, Log } from '@bayline/runtime';

/** While nobody has answered; and once somebody has, for phrases that a later release brings. */
const ASK_EVERY_MS = { unanswered: 2_000, answered: 60_000 } as const;

export interface Stock {
  /** Asks again when this dialogue instance was not seen before. */
  seen(dialogueId: string): void;
  close(): void;
}

/** Asks for the list now and again; `want` is called with every list that comes. */
export function keepStock(bus: Pick<Bus, 'ask'>, log: Log, want: (phrases: readonly string[]) => void): Stock {
  const seen = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const ask = async (): Promise<void> => {
    let next: number = ASK_EVERY_MS.answered;
    try {
      want((await bus.ask(phraseList, {})).phrases);
    } catch (error) {
      // Dialogue is not there yet: its phrases are synthesised when they are first said.
      log.debug({ error }, 'no list of stock phrases yet');
      next = ASK_EVERY_MS.unanswered;
    }
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => void ask(), next);
  };
  void ask();
  return {
    seen: (dialogueId) => {
      if (seen.has(dialogueId)) return;
      seen.add(dialogueId);
      void ask();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
