/** OpenAI fails in the middle of a call: the rules answer from the same messages, and the caller says nothing twice. */
import { createLog, createMetrics, guardMaker } from '@bayline/runtime';
import { type Simulator, startOpenai } from '@bayline/simulators';
import { aBrief } from '../../test/playing.ts';
import type { Message } from '../conversation/history.ts';
import type { ToolCall } from '../conversation/state.ts';
import { systemMessages } from '../prompt.ts';
import { createAsking } from './asking.ts';
import type { ModelRequest } from './model.ts';
import { createOpenAi } from './openai.ts';
import { rules } from './rules.ts';

const log = createLog({ service: 'dialogue', instanceId: 'dialogue-0001', level: 'silent' });
const FIRST_TOKEN_MS = 400;
const STALL_MS = 250;

let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const said = (content: string): Message => ({ role: 'user', content });
/** In the middle of a booking: the service, the name and the number have been said. */
const messages: readonly Message[] = [
  { role: 'assistant', content: 'Thanks for calling Bayline Motors. How can I help you today?' },
  said('I need an oil change for my 2018 Subaru Outback.'),
  { role: 'assistant', content: 'Sure. May I have your first and last name?' },
  said('Dana Whitfield.'),
  { role: 'assistant', content: 'Thanks. When would you like to come in?' },
  said('Next Tuesday morning.'),
];
const request: ModelRequest = {
  system: systemMessages({ instructions: 'Be kind.', version: 'v' }, aBrief, new Date('2026-11-23T15:00:00Z')),
  messages,
  note: null,
  cacheKey: 'k',
};

interface Heard {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly broke: number;
  readonly failed: string | null;
}

async function ask(faults: readonly object[]): Promise<Heard> {
  simulator = await startOpenai({
    ...{ headersMs: 1, firstTokenMs: 5, tokensPerSecond: 2_000 },
    faults: { next: faults as never },
  });
  const metrics = createMetrics('dialogue', 'dialogue-0001');
  const model = createOpenAi(
    {
      ...{ apiKey: 'simulated-openai-key', baseUrl: simulator.env.OPENAI_BASE_URL, model: 'gpt-4o', temperature: 0.3 },
      ...{ reasoningNone: false, mostTokens: 400, firstTokenMs: FIRST_TOKEN_MS, stallMs: STALL_MS },
    },
    guardMaker(metrics, log),
  );
  let heard: Heard = { text: '', calls: [], broke: 0, failed: null };
  const hear = (change: Partial<Heard>): void => {
    heard = { ...heard, ...change };
  };
  await createAsking(model, rules, metrics, log).ask(request, new AbortController().signal, {
    onText: (text) => hear({ text: heard.text + text }),
    // The conversation forgets what was not spoken whole; what follows is the stand-in's.
    onBroke: () => hear({ text: '', broke: heard.broke + 1 }),
    onDone: (calls) => hear({ calls }),
    onFailed: (why) => hear({ failed: why }),
  });
  await metrics.shutdown();
  return heard;
}

/** What the rules make of the same messages. */
async function ofRules(): Promise<{ text: string; calls: readonly { name: string; arguments: string }[] }> {
  let text = '';
  let calls: readonly ToolCall[] = [];
  for await (const part of rules.stream(request, new AbortController().signal)) {
    if (part.type === 'text') text += part.text;
    else calls = part.calls;
  }
  return { text, calls: calls.map(({ name, arguments: args }) => ({ name, arguments: args })) };
}

describe('when OpenAI', () => {
  it.each([
    ['refuses the connection', { type: 'reset' }],
    ['answers 429', { type: 'refusal', status: 429 }],
    ['has no quota left', { type: 'refusal', status: 429, code: 'insufficient_quota' }],
    ['answers 500', { type: 'refusal', status: 500 }],
    ['answers 503', { type: 'refusal', status: 503 }],
    ['refuses the key', { type: 'refusal', status: 401 }],
    ['never answers', { type: 'silent' }],
    ['sends headers and nothing else', { type: 'mute' }],
    ['is late with its first token', { type: 'slow', firstTokenMs: 5_000 }],
    ['stalls in the middle', { type: 'stall', afterTokens: 2 }],
    ['is cut off in the middle', { type: 'cut', afterTokens: 2 }],
    ['ends without having finished', { type: 'early-end', afterTokens: 2 }],
    ['tells of an error in the middle', { type: 'error-event', afterTokens: 2 }],
  ])('%s, the call goes on with the rules from the same messages', async (_, fault) => {
    const { text, calls, broke, failed } = await ask([fault]);
    const expected = await ofRules();
    expect({ broke, failed }).toEqual({ broke: 1, failed: null });
    expect({ text, calls: calls.map(({ name, arguments: args }) => ({ name, arguments: args })) }).toEqual(expected);
    expect(expected.calls[0]?.name ?? expected.text).not.toBe('');
  });

  it('is well, nothing breaks', async () => {
    expect(await ask([])).toMatchObject({ broke: 0, failed: null });
  });
});
