/** OpenAI on loopback, with the rule model behind the wire. */
import { respond } from '@bayline/rule-model';
import type { z } from 'zod';
import { openLaboratory } from '../lab.ts';
import type { Simulator } from '../simulator.ts';
import type { Reply } from './completion.ts';
import { type Model, OpenaiServer } from './server.ts';
import { openaiSettings } from './settings.ts';

/** Starts it on `port` (0 picks a free one). */
export async function startOpenai(
  given: z.input<typeof openaiSettings> = {},
  port = 0,
  model: Model = ruleModel,
): Promise<Simulator> {
  const laboratory = openLaboratory({ schema: openaiSettings, given, state: () => server.state });
  const server = new OpenaiServer(laboratory, model);
  const { port: bound, url } = await laboratory.listen(port);
  const env = { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: laboratory.settings().apiKey };
  return { name: 'openai', port: bound, url, env, close: () => laboratory.close() };
}

function ruleModel({ messages, tools, tool_choice }: Parameters<Model>[0], options: Parameters<Model>[1]): Reply {
  return respond({ messages, tools: tools ?? [], tool_choice }, options);
}
