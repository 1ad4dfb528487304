/** The last resort: the model made of rules finishes a call when the real one fails. It answers at once, in one part. */
import { modelFunctions } from '@bayline/contracts';
import { respond } from '@bayline/rule-model';
import type { Model } from './model.ts';
import { wireMessages } from './wire.ts';

export const rules: Model = {
  name: 'rule-model',
  async *stream(request) {
    const reply = respond({ messages: wireMessages(request), tools: [...modelFunctions] }, { mode: 'plain' });
    if (reply.text !== null) yield { type: 'text', text: reply.text };
    if (reply.toolCalls.length > 0) yield { type: 'tool-calls', calls: reply.toolCalls };
  },
};
