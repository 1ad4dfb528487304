/** The wiring of dialogue: which message goes to which function. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callConverse, phraseList } from '@bayline/contracts';
import { chooseProvider, connectRedis, logProviders, type Room, type Running } from '@bayline/runtime';
import { fixedPhrases, sayGreeting } from '@bayline/spoken';
import { aheadMeasures } from './ahead/measures.ts';
import { profiles } from './ahead/profiles.ts';
import { createCalls } from './calls.ts';
import type { DialogueConfig } from './config.ts';
import { defaultManners } from './conversation/manners.ts';
import { createAsking } from './model/asking.ts';
import { createOpenAi } from './model/openai.ts';
import { rules } from './model/rules.ts';
import { readWording, reworded, type Wording } from './phrase-file.ts';
import type { Prompt } from './prompt.ts';
import { redisSessions } from './session/redis.ts';

const ALIVE_EVERY_MS = 500;

export async function start(room: Room<DialogueConfig>): Promise<Running> {
  const { bus, clock, config, health, instanceId, log, metrics } = room;
  const model = createOpenAi(openAiSettings(room), room.guard);
  const redis = connectRedis(config.REDIS_URL, log);
  const greetings = new Set<string>();
  const { prompt, wording } = await readPrompts();
  const profile = profiles[config.DIALOGUE_PROFILE];

  const calls = createCalls(
    {
      bus,
      clock,
      log,
      dialogueId: instanceId,
      sessions: redisSessions(redis, log),
      asking: createAsking(model, rules, metrics, log),
      modelName: model.name,
      prompt,
      manners: {
        ...defaultManners,
        patience: profile.patience,
        breathAfterWords: profile.breathAfterWords,
        silenceMs: config.DIALOGUE_SILENCE_MS,
        wording,
      },
      eagerness: config.DIALOGUE_SPECULATION ? profile.ahead : null,
      aheadMeasures: aheadMeasures(metrics),
      history: { tokens: config.DIALOGUE_HISTORY_TOKENS, messages: config.DIALOGUE_HISTORY_MESSAGES },
    },
    {
      mostCalls: config.DIALOGUE_MOST_CALLS,
      onBrief: (brief) => {
        greetings.add(sayGreeting(brief.shop.name));
        // While the greeting is heard, the connection for the first turn is opened.
        void model.warm?.();
      },
    },
  );

  const answering = [
    bus.answer(callConverse, calls.converse),
    bus.answerDirect(callConverse, calls.converse),
    bus.answer(phraseList, () => ({
      phrases: [...new Set([...greetings, ...fixedPhrases().map((text) => reworded(text, wording))])],
    })),
  ];
  const alive = setInterval(calls.tellAlive, ALIVE_EVERY_MS);
  metrics.gauge('dialogue_calls', 'Live calls of this instance.', () => calls.count);
  health.detail('redis', () => ({ ok: redis.status === 'ready', required: false }));

  return {
    drain: async () => {
      for (const answer of answering) answer.stop();
      await calls.drain();
    },
    close: async () => {
      clearInterval(alive);
      redis.disconnect();
    },
  };
}

function openAiSettings({ config, log }: Room<DialogueConfig>): Parameters<typeof createOpenAi>[0] {
  const provider = chooseProvider(config.BAYLINE_ENV, {
    name: 'openai',
    keyName: 'OPENAI_API_KEY',
    key: config.OPENAI_API_KEY,
    urlName: 'OPENAI_BASE_URL',
    baseUrl: config.OPENAI_BASE_URL,
  });
  logProviders(log, [provider]);
  return {
    apiKey: config.OPENAI_API_KEY ?? 'simulated',
    baseUrl: provider.baseUrl,
    model: config.OPENAI_MODEL,
    temperature: config.OPENAI_TEMPERATURE === 'default' ? null : Number(config.OPENAI_TEMPERATURE),
    reasoningNone: config.OPENAI_REASONING_NONE === 'true',
    mostTokens: config.OPENAI_MOST_TOKENS,
    firstTokenMs: config.OPENAI_FIRST_TOKEN_MS,
    stallMs: config.OPENAI_STALL_MS,
  };
}

/** Instructions, phrases and what a shop adds to its facts lie in files that a shop's owner can edit; the call log knows which version spoke. */
async function readPrompts(): Promise<{ prompt: Prompt; wording: Wording }> {
  const files = ['receptionist.md', 'phrases.md', 'shop.md'];
  const [instructions = '', phrases = '', shopFile = ''] = await Promise.all(
    files.map((file) => readFile(join(import.meta.dirname, '..', 'prompts', file), 'utf8')),
  );
  const version = createHash('sha256').update([instructions, phrases, shopFile].join('\n')).digest('hex').slice(0, 12);
  return { prompt: { instructions, shopFile, version }, wording: readWording(phrases) };
}
