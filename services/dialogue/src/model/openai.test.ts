import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog, createMetrics, guardMaker } from '@bayline/runtime';
import type { Model } from './model.ts';
import { createOpenAi } from './openai.ts';

/** A provider that says a word, and counts the connections it was asked over. */
let server: Server;
let connections = 0;
let model: Model;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: 'gpt-4o', object: 'model', created: 0, owned_by: 'test' }));
      return;
    }
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (delta: object, finish_reason: string | null): string =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'gpt-4o', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.end(`${chunk({ content: 'Hello.' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const metrics = createMetrics('test', 'dialogue-test');
  const log = createLog({ service: 'test', instanceId: 'dialogue-test', level: 'silent' });
  model = createOpenAi(
    {
      apiKey: 'simulated',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      model: 'gpt-4o',
      temperature: 0.3,
      reasoningNone: false,
      mostTokens: 400,
      firstTokenMs: 3_000,
      stallMs: 2_000,
    },
    guardMaker(metrics, log),
  );
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function answer(): Promise<string> {
  const request = {
    system: ['Be kind.'],
    messages: [{ role: 'user' as const, content: 'Hi' }],
    note: null,
    cacheKey: 'k',
  };
  let text = '';
  for await (const part of model.stream(request, new AbortController().signal)) {
    if (part.type === 'text') text += part.text;
  }
  return text;
}

describe('the connection to the model', () => {
  it('is opened before the first request, and used by it and those after it', async () => {
    await model.warm?.();
    expect(connections).toBe(1);
    // The last bytes of an answer follow its last word; requests of a call are further apart than that.
    await sleep(100);
    expect(await answer()).toBe('Hello.');
    await sleep(100);
    expect(await answer()).toBe('Hello.');
    expect(connections).toBe(1);
  });

  it('is not opened again while it was used lately', async () => {
    await model.warm?.();
    expect(connections).toBe(1);
  });
});
