import OpenAI from 'openai';
import type { Simulator } from '../simulator.ts';
import { startOpenai } from './start.ts';

let simulator: Simulator;

afterEach(() => simulator.close());

describe('OpenAI on loopback', () => {
  it.each(['plain', 'clumsy', 'obedient'] as const)('has the rule model behind its wire: %s', async (mode) => {
    simulator = await startOpenai({ mode, firstTokenMs: 0, tokensPerSecond: 100_000 });
    const { OPENAI_BASE_URL, OPENAI_API_KEY } = simulator.env;
    const openai = new OpenAI({ baseURL: OPENAI_BASE_URL ?? '', apiKey: OPENAI_API_KEY ?? '', maxRetries: 0 });
    const { choices } = await openai.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'Shop: Bayline Motors\nHours: Monday to Friday 7:30 AM to 6 PM' },
        { role: 'user', content: 'Hi, I need to book an oil change.' },
      ],
    });
    const [choice] = choices;
    expect(choice?.finish_reason).toBe('stop');
    expect(choice?.message.content?.length).toBeGreaterThan(5);
  });

  it('says in its state what was asked of it', async () => {
    simulator = await startOpenai();
    const state = await (await fetch(`${simulator.url}/lab/state`)).json();
    expect(state).toMatchObject({ requests: 0, promptTokens: 0, completionTokens: 0, aborted: 0, inFlight: 0 });
  });
});
