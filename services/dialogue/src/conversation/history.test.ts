import { type Message, withHeardText, withReplyText } from './history.ts';

const user = (content: string): Message => ({ role: 'user', content });
const said = (content: string, generation: number): Message => ({ role: 'assistant', content, generation });
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
