/** Deepgram as this service uses it: guarded, pooled, and within its quotas. */
import { chooseProvider, type Guard, type Provider, type Room } from '@bayline/runtime';
import type { SpeechConfig } from './config.ts';
import { PROVIDER } from './deepgram/failures.ts';
import { deepgramRecogniser } from './deepgram/listening.ts';
import { deepgramPhrases } from './deepgram/phrases.ts';
import { deepgramSynthesiser } from './deepgram/speaking.ts';
import type { ListeningTools } from './hearing/listening.ts';
import type { RecogniserSocket } from './hearing/recogniser.ts';
import { Line } from './voicing/line.ts';
import type { VoicingTools } from './voicing/reply.ts';
import type { SynthesisePhrase } from './voicing/synthesiser.ts';
import { type PoolCounts, WarmPool } from './warm-pool.ts';

/** A reply that finds all synthesis sockets in use waits so long: longer would be heard as silence anyway. */
const LINE_WAIT_MS = 2_000;

export interface Deepgram {
  readonly provider: Provider;
  readonly recognisers: ListeningTools['recognisers'];
  readonly lines: VoicingTools['lines'];
  readonly firstByte: Guard;
  readonly synthesisePhrase: SynthesisePhrase;
  /** Neither listening nor speaking is possible now. */
  readonly down: boolean;
  /** One of them is not. */
  readonly troubled: boolean;
  readonly state: Readonly<Record<'listen' | 'speak' | 'firstByte', Guard['state']>> &
    Readonly<Record<'recognisers' | 'synthesisers', PoolCounts>>;
  trim(): void;
  close(): void;
}

export function connectDeepgram(room: Room<SpeechConfig>): Deepgram {
  const { config, guard } = room;
  const provider = chooseProvider(config.BAYLINE_ENV, {
    name: 'deepgram',
    keyName: 'DEEPGRAM_API_KEY',
    key: config.DEEPGRAM_API_KEY,
    urlName: 'DEEPGRAM_BASE_URL',
    baseUrl: config.DEEPGRAM_BASE_URL,
  });
  const access = {
    apiKey: config.DEEPGRAM_API_KEY ?? 'simulated',
    baseUrl: provider.baseUrl,
    handshakeMs: config.DEEPGRAM_CONNECT_MS,
  };
  const guarded = (operation: string, deadlineMs: number): Guard =>
    guard({ provider: PROVIDER, operation, deadlineMs, probeAfterMs: 2_000 });
  const [listen, speak] = [guarded('listen', config.DEEPGRAM_CONNECT_MS), guarded('speak', config.DEEPGRAM_CONNECT_MS)];
  const firstByte = guarded('first-byte', config.TTS_FIRST_BYTE_MS);

  const openRecogniser = deepgramRecogniser(access, listeningSettings(config), listen);
  const recognisers = recogniserPool(room, () => openRecogniser([]));
  const openSynthesiser = deepgramSynthesiser(access, config.DEEPGRAM_TTS_MODEL, speak, room.log);
  const lines = linePool(room, async () => new Line(await openSynthesiser(), room.clock));
  recognisers.fill();
  lines.fill();

  return {
    provider,
    firstByte,
    recognisers: {
      // Key terms are part of the address: a call that has some cannot use a socket that was opened without.
      lease: (keyterms) => recognisers.lease(keyterms.length === 0 ? undefined : () => openRecogniser(keyterms)),
      release: (socket) => recognisers.release(socket, false),
    },
    lines: { lease: () => lines.lease(), release: (line, inGoodOrder) => lines.release(line, inGoodOrder) },
    synthesisePhrase: deepgramPhrases(
      access,
      config.DEEPGRAM_TTS_MODEL,
      guarded('phrase', config.PHRASE_MS),
      config.PHRASE_MS,
    ),
    get down() {
      return listen.state === 'open' && (speak.state === 'open' || firstByte.state === 'open');
    },
    get troubled() {
      return [listen, speak, firstByte].some(({ state }) => state === 'open');
    },
    get state() {
      return {
        listen: listen.state,
        speak: speak.state,
        firstByte: firstByte.state,
        recognisers: recognisers.counts,
        synthesisers: lines.counts,
      };
    },
    trim: () => {
      recognisers.trim();
      lines.trim();
    },
    close: () => {
      recognisers.close();
      lines.close();
    },
  };
}

function listeningSettings(config: SpeechConfig) {
  return {
    model: config.DEEPGRAM_STT_MODEL,
    endpointingMs: config.STT_ENDPOINTING_MS,
    utteranceEndMs: config.STT_UTTERANCE_END_MS,
    smartFormat: config.STT_SMART_FORMAT,
    keywordBoost: config.STT_KEYWORD_BOOST,
  };
}

/** One stream per call, never used again: its time has begun. */
function recogniserPool(
  { config, clock }: Room<SpeechConfig>,
  open: () => Promise<RecogniserSocket>,
): WarmPool<RecogniserSocket> {
  return new WarmPool({
    provider: PROVIDER,
    open,
    warm: config.STT_WARM_SOCKETS,
    limit: config.DEEPGRAM_STT_STREAMS ?? Number.POSITIVE_INFINITY,
    // The call's own reconnecting waits better than a queue does.
    waitMs: 0,
    condition: () => 'ready',
    watch: (socket, onLost) => socket.attach({ recognised: () => {}, answered: () => {}, lost: onLost }),
    monotonic: () => clock.monotonic(),
  });
}

/** One line per reply, used again as long as its budget lasts. */
function linePool({ config, clock }: Room<SpeechConfig>, open: () => Promise<Line>): WarmPool<Line> {
  return new WarmPool({
    provider: PROVIDER,
    open,
    warm: config.TTS_WARM_SOCKETS,
    limit: config.DEEPGRAM_TTS_SOCKETS ?? Number.POSITIVE_INFINITY,
    waitMs: LINE_WAIT_MS,
    condition: (line) => line.condition,
    watch: (line, onLost) => line.attach({ lost: onLost }),
    monotonic: () => clock.monotonic(),
  });
}
