/** The wiring of speech: which message goes to which function. */
import { audioHeard, audioSpoken, callListen, phraseVoice } from '@bayline/contracts';
import { connectRedis, logProviders, type RedisClient, type Room, type Running } from '@bayline/runtime';
import type { z } from 'zod';
import { Calls } from './calls.ts';
import type { SpeechConfig } from './config.ts';
import { Lateness } from './lateness.ts';
import { speechMeasures } from './measures.ts';
import { Phrases } from './phrases/phrases.ts';
import { keepStock } from './phrases/stock.ts';
import { connectDeepgram } from './providers.ts';
import { report } from './reporting.ts';
import { FIRST_PACE } from './voicing/pace.ts';
import { SpokenAudio } from './voicing/spoken-audio.ts';

/** Pools are looked through, and the event loop's delay is read, so often. */
const LOOK_EVERY_MS = 1_000;

export async function startSpeech(room: Room<SpeechConfig>): Promise<Running> {
  const { bus, clock, config, instanceId, log, metrics } = room;
  const deepgram = connectDeepgram(room);
  logProviders(log, [deepgram.provider]);
  const measures = speechMeasures(metrics);
  const redis = connectRedis(config.REDIS_URL, log);
  await settled(redis);
  const phrases = new Phrases({
    voice: config.DEEPGRAM_TTS_MODEL,
    synthesise: deepgram.synthesisePhrase,
    redis,
    log,
    memoryBytes: config.PHRASE_MEMORY_MB * 1_048_576,
  });
  const stock = keepStock(bus, log, (list) => phrases.want(list));
  const spoken = new SpokenAudio((gatewayId, batch) => bus.tellBytes(audioSpoken, gatewayId, batch));

  const lateness = new Lateness();
  const look = setInterval(() => {
    lateness.note(metrics.eventLoopDelayMs());
    deepgram.trim();
  }, LOOK_EVERY_MS);

  const calls = new Calls(
    {
      bus,
      clock,
      log,
      measures,
      instanceId,
      listening: { clock, random: Math.random, recognisers: deepgram.recognisers },
      voicing: {
        clock,
        lines: deepgram.lines,
        firstByte: deepgram.firstByte,
        phrase: (text) => phrases.kept(text),
        spoken,
        pace: { current: FIRST_PACE },
        patienceMs: config.TTS_PATIENCE_MS,
        stallMs: config.TTS_FIRST_BYTE_MS,
      },
      dialogueSeen: (dialogueId) => stock.seen(dialogueId),
    },
    () => ({ ...shareOf(config), eventLoopDelayMs: lateness.steadyMs, providerDown: deepgram.down }),
  );

  bus.hearBytes(audioHeard, instanceId, (batch) => calls.heard(batch));
  const invited = bus.answer(callListen, (request) => calls.listen(request));
  bus.answerDirect(callListen, (request) => calls.listen(request));
  bus.answer(phraseVoice, ({ text }) => voicePhrase(phrases, text));

  report(room, { calls, phrases, deepgram });

  return {
    drain: () => {
      // Asks go to the other instances; what is asked of this one directly is refused.
      invited.stop();
      return calls.drain();
    },
    close: async () => {
      clearInterval(look);
      calls.close();
      spoken.close();
      stock.close();
      phrases.close();
      deepgram.close();
      redis.disconnect();
    },
  };
}

/** What this instance may use of the provider, and of itself. */
function shareOf(config: SpeechConfig) {
  return {
    sttStreams: config.DEEPGRAM_STT_STREAMS ?? Number.POSITIVE_INFINITY,
    ttsSockets: config.DEEPGRAM_TTS_SOCKETS ?? Number.POSITIVE_INFINITY,
    callsPerTtsSocket: config.CALLS_PER_TTS_SOCKET,
    mostEventLoopDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
  };
}

/** Waits until Redis is there or is not: phrases that it has need not be synthesised again at every start. */
function settled(redis: RedisClient): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', resolve);
    redis.once('close', resolve);
  });
}

async function voicePhrase(phrases: Phrases, text: string): Promise<z.input<typeof phraseVoice.reply>> {
  // The guard has counted and logged a failure.
  const audio = await phrases.voice(text).catch(() => undefined);
  if (audio === undefined || audio.length === 0) return { type: 'unavailable' };
  return { type: 'voiced', audioBase64: Buffer.from(audio).toString('base64') };
}
