/** The audio of the gateway's own phrases: fetched from a speech instance at start, kept for when none can be reached. */
import { phraseVoice } from '@bayline/contracts';
import type { Bus, Log } from '@bayline/runtime';

export interface PhraseAudio {
  /** Mu-law audio of a phrase; undefined while it could not be had. */
  of(phrase: string): Buffer | undefined;
  readonly missing: number;
  stop(): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Begins to fetch, and goes on until every phrase is there. */
export function fetchPhrases(bus: Bus, log: Log, phrases: readonly string[]): PhraseAudio {
  const kept = new Map<string, Buffer>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const fetchMissing = async (): Promise<void> => {
    for (const text of phrases) {
      if (stopped || kept.has(text)) continue;
      const reply = await bus.ask(phraseVoice, { text });
      if (reply.type === 'voiced') kept.set(text, Buffer.from(reply.audioBase64, 'base64'));
    }
  };
  const keepFetching = async (pauseMs: number): Promise<void> => {
    // Nobody may be there yet, or the voice may be away: both pass, and until then Twilio's own voice speaks.
    await fetchMissing().catch((error: unknown) => log.debug({ error }, 'phrases could not be fetched yet'));
    if (stopped) return;
    if (kept.size === phrases.length) return log.info({ phrases: kept.size }, 'phrases are in memory');
    timer = setTimeout(() => void keepFetching(Math.min(pauseMs * 2, LONGEST_PAUSE_MS)), pauseMs);
    timer.unref();
  };
  void keepFetching(FIRST_PAUSE_MS);

  return {
    of: (phrase) => kept.get(phrase),
    get missing() {
      return phrases.length - kept.size;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
