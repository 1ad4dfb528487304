import { type Message, tokensOf, trimmed, withHeardText, withReplyText } from './history.ts';

const user = (content: string): Message => ({ role: 'user', content });
const said = (content: string, generation: number): Message => ({ role: 'assistant', content, generation });
const called = (id: string): Message => ({
  role: 'assistant',
  content: null,
  toolCalls: [{ id, name: 'x', arguments: '{}' }],
});
const answered = (id: string): Message => ({ role: 'tool', toolCallId: id, content: '{}' });

describe('history', () => {
  it('grows with the words of a reply as they are told', () => {
    const once = withReplyText([user('Hi')], 7, 'Hello.');
    expect(withReplyText(once, 7, 'Hello. How are you?')).toEqual([user('Hi'), said('Hello. How are you?', 7)]);
  });

  it('keeps what was heard of a reply that was cut short', () => {
    expect(withHeardText([said('Hello. How are you?', 7)], 7, 'Hello. How')).toEqual([said('Hello. How—', 7)]);
  });

  it('forgets a reply of which nothing was heard, but never a tool call', () => {
    expect(withHeardText([user('Hi'), said('Hello.', 7)], 7, '')).toEqual([user('Hi')]);
    const withCall: Message = {
      role: 'assistant',
      content: 'Let me see.',
      generation: 7,
      toolCalls: [{ id: 'a', name: 'x', arguments: '{}' }],
    };
    expect(withHeardText([withCall, answered('a')], 7, '')).toEqual([{ ...withCall, content: null }, answered('a')]);
  });
});

describe('trimming', () => {
  const long = Array.from({ length: 60 }, (_, index) => user(`word `.repeat(40) + index));

  it('keeps what fits, the latest first', () => {
    const kept = trimmed(long, 1_000, 5);
    expect(kept.at(-1)).toBe(long.at(-1));
    expect(kept.reduce((sum, message) => sum + tokensOf(message), 0)).toBeLessThanOrEqual(1_100);
  });

  it('keeps the last ones even when they do not fit', () => {
    expect(trimmed(long, 10, 20)).toEqual(long.slice(-20));
  });

  it('never begins with a tool result whose call was cut off', () => {
    const messages = [user('a'), called('1'), answered('1'), answered('2'), user('b'), said('c', 1)];
    for (let keep = 1; keep <= messages.length; keep += 1) {
      expect(trimmed(messages, 0, keep)[0]?.role).not.toBe('tool');
    }
  });
});
