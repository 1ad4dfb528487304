import { readExchanges } from './exchanges.ts';
import type { Message } from './messages.ts';

const call = (id: string, name: string, json = '{}'): Message => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name, arguments: json } }],
});
const result = (id: string, content: unknown): Message => ({
  role: 'tool',
  tool_call_id: id,
  content: JSON.stringify(content),
});

describe('a conversation as exchanges', () => {
  it('begins with our greeting, then has one exchange for each turn of the caller', () => {
    const exchanges = readExchanges([
      { role: 'system', content: 'x' },
      { role: 'assistant', content: 'Hello!' },
      { role: 'user', content: 'Hi.' },
      { role: 'assistant', content: 'How can I help?' },
      { role: 'user', content: 'An oil change.' },
    ]);
    expect(exchanges.map(({ before, said, reply }) => ({ before, said, reply }))).toEqual([
      { before: '', said: [], reply: 'Hello!' },
      { before: 'Hello!', said: ['Hi.'], reply: 'How can I help?' },
      { before: 'How can I help?', said: ['An oil change.'], reply: null },
    ]);
  });

  it('keeps words that follow words together', () => {
    const exchanges = readExchanges([
      { role: 'user', content: '555 113' },
      { role: 'user', content: '4249' },
    ]);
    expect(exchanges.at(-1)?.said).toEqual(['555 113', '4249']);
  });

  it('pairs each tool with its answer and takes words before it as an aside', () => {
    const exchanges = readExchanges([
      { role: 'user', content: 'Tuesday' },
      { role: 'assistant', content: 'One moment.' },
      call('1', 'get_available_slots', '{"when":"Tuesday"}'),
      result('1', { ok: false, no: 'fully-booked', say: 'Full.' }),
    ]);
    expect(exchanges.at(-1)).toMatchObject({
      aside: 'One moment.',
      reply: null,
      uses: [{ tool: 'get_available_slots', arguments: { when: 'Tuesday' }, answer: { no: 'fully-booked' } }],
    });
  });

  it('begins a new exchange when the caller speaks after a tool without a reply of ours', () => {
    const exchanges = readExchanges([
      { role: 'assistant', content: 'When?' },
      { role: 'user', content: 'Tuesday' },
      call('1', 'get_available_slots'),
      result('1', { ok: true }),
      { role: 'user', content: 'No, Wednesday.' },
    ]);
    expect(exchanges.at(-1)).toMatchObject({ before: 'When?', said: ['No, Wednesday.'] });
  });

  it('takes arguments that are no JSON and answers to nobody as telling nothing', () => {
    const exchanges = readExchanges([call('1', 'x', '{broken'), result('2', { ok: true })]);
    expect(exchanges.at(-1)?.uses).toEqual([{ id: '1', tool: 'x', arguments: {}, answer: null }]);
  });
});
