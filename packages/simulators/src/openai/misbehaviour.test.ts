import type { ChatRequest } from './chat-request.ts';
import { type Misbehaviour, misbehave, misbehaviour, takeMisbehaviour } from './misbehaviour.ts';

const booking = { id: 'call_1', name: 'book_appointment', arguments: '{"slot":"A","notes":null}' };
const books = { text: null, toolCalls: [booking] };
const speaks = { text: 'When would you like to come?', toolCalls: [] };

function saidBy(caller: string): ChatRequest {
  const messages = [
    { role: 'system', content: 'Fenwick Motors' },
    { role: 'user', content: caller },
  ] as const;
  return { model: 'gpt-4o', messages: [...messages] };
}

function rules(...given: object[]): Misbehaviour[] {
  return given.map((one) => misbehaviour.parse({ does: { type: 'nothing' }, ...one }));
}

describe('a misbehaviour', () => {
  it('happens where the caller has said the words, and nowhere else', () => {
    const list = rules({ caller: 'fenwick' });
    expect(takeMisbehaviour(list, saidBy('My name is Ada Brook.'), speaks)).toBeUndefined();
    expect(takeMisbehaviour(list, saidBy('My name is Ada Fenwick.'), speaks)).toEqual({ type: 'nothing' });
  });

  it('waits for the answer that it stands in place of', () => {
    const list = rules({ caller: '', insteadOf: 'book_appointment' });
    expect(takeMisbehaviour(list, saidBy('Hi.'), speaks)).toBeUndefined();
    expect(takeMisbehaviour(list, saidBy('Hi.'), books)).toEqual({ type: 'nothing' });
    expect(takeMisbehaviour(rules({ caller: '', insteadOf: 'words' }), saidBy('Hi.'), books)).toBeUndefined();
  });

  it('is used up after so many times', () => {
    const list = rules({ caller: '', times: 2 });
    const taken = [1, 2, 3].map(() => takeMisbehaviour(list, saidBy('Hi.'), speaks));
    expect(taken).toEqual([{ type: 'nothing' }, { type: 'nothing' }, undefined]);
  });
});

describe('what it does', () => {
  it('calls another tool, or calls twice, or with other or broken arguments', () => {
    const wrong = misbehave(books, { type: 'call', tool: 'decode_vin', arguments: { vin: 'X' } });
    expect(wrong.toolCalls).toMatchObject([{ name: 'decode_vin', arguments: '{"vin":"X"}' }]);
    const twice = misbehave(books, { type: 'twice' }).toolCalls;
    expect(twice.map((call) => call.arguments)).toEqual([booking.arguments, booking.arguments]);
    expect(new Set(twice.map(({ id }) => id)).size).toBe(2);
    const invented = misbehave(books, { type: 'arguments', change: { slot: 'Z' } }).toolCalls[0]?.arguments;
    expect(JSON.parse(invented ?? '')).toEqual({ slot: 'Z', notes: null });
    const broken = misbehave(books, { type: 'broken-arguments' }).toolCalls[0]?.arguments ?? '';
    expect(() => JSON.parse(broken)).toThrow(SyntaxError);
  });

  it('says something instead, something before, the same without end, or nothing', () => {
    expect(misbehave(books, { type: 'say', text: "You're booked." })).toEqual({
      text: "You're booked.",
      toolCalls: [],
    });
    const before = misbehave(books, { type: 'say-before', text: "You're booked." });
    expect(before).toEqual({ text: "You're booked.", toolCalls: [booking] });
    const endless = misbehave(speaks, { type: 'endless', text: 'And so on.', sentences: 3 });
    expect(endless.text).toBe('And so on. And so on. And so on.');
    expect(misbehave(books, { type: 'nothing' })).toEqual({ text: '', toolCalls: [] });
  });
});
