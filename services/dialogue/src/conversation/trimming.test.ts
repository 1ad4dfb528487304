import fc from 'fast-check';
import type { Message } from './history.ts';
import { tokensOf, trimmed } from './trimming.ts';

const user = (content: string): Message => ({ role: 'user', content });
const said = (content: string): Message => ({ role: 'assistant', content });
const called = (name: string, id: string, args = '{}'): Message => ({
  role: 'assistant',
  content: null,
  toolCalls: [{ id, name, arguments: args }],
});
const answered = (id: string, answer: unknown): Message => ({
  role: 'tool',
  toolCallId: id,
  content: JSON.stringify(answer),
});
const smallTalk = (count: number): Message[] =>
  Array.from({ length: count }, (_, at) =>
    at % 2 === 0 ? user(`${'word '.repeat(40)}${at}`) : said(`Okay, ${'more '.repeat(40)}${at}.`),
  );

describe('trimming', () => {
  it('leaves a short call as it is', () => {
    const messages = smallTalk(10);
    expect(trimmed(messages, 4_000, 20)).toEqual(messages);
  });

  it('keeps what fits, the latest first', () => {
    const messages = smallTalk(60);
    const kept = trimmed(messages, 1_000, 5);
    expect(kept.at(-1)).toBe(messages.at(-1));
    expect(kept.reduce((sum, message) => sum + tokensOf(message), 0)).toBeLessThanOrEqual(1_100);
  });

  it('keeps the last ones even when they do not fit', () => {
    const messages = smallTalk(60);
    expect(trimmed(messages, 10, 20)).toEqual(messages.slice(-20));
  });

  it('keeps what was agreed: who calls, their number and car, what was found, offered and booked', () => {
    const agreed: Message[] = [
      said('May I have your full name?'),
      user('Dana Whitfield.'),
      said('What phone number can we reach you at?'),
      user('215 555 0142'),
      said('What are the year, make and model of the car?'),
      user('A 2016 Civic.'),
      called('lookup_customer', 'a', '{"name":"Dana Whitfield","phone":null}'),
      answered('a', { ok: true, firstName: 'Dana', vehicles: [], level: 1, say: 'Hi Dana.' }),
      called('get_available_slots', 'b', '{"services":["oil change"]}'),
      answered('b', { ok: true, offers: [{ slot: 'A', say: 'Tuesday at 9 AM' }], say: 'I have Tuesday at 9 AM.' }),
      called('book_appointment', 'c', '{"slot":"A"}'),
      answered('c', { ok: true, state: 'done', say: "You're all set." }),
    ];
    const kept = trimmed([user('Hi.'), ...agreed, ...smallTalk(80)], 4_000, 20);
    expect(kept).toEqual(expect.arrayContaining(agreed));
    expect(kept).not.toContainEqual(user('Hi.'));
    expect(kept.slice(-20)).toEqual(smallTalk(80).slice(-20));
  });

  it('keeps of each tool only the latest answer', () => {
    const searches = Array.from({ length: 10 }, (_, at) => [
      called('get_available_slots', `s${at}`),
      answered(`s${at}`, { ok: true, offers: [], say: `Search ${at}.` }),
    ]).flat();
    const kept = trimmed([...searches, ...smallTalk(80)], 2_000, 10);
    expect(kept.filter((message) => message.role === 'tool')).toEqual([searches.at(-1)]);
  });

  it('never parts a call from its results, and stays within its limit but for what must stay', () => {
    const turn = fc.constantFrom<(at: number) => Message[]>(
      (at) => [user(`I said ${at}`), said('Okay.')],
      (at) => [
        user('word '.repeat(60)),
        called('decode_vin', `v${at}`),
        answered(`v${at}`, { ok: at % 3 > 0, say: 'x' }),
      ],
      (at) => [
        {
          role: 'assistant',
          content: 'Let me look.',
          toolCalls: [1, 2].map((n) => ({ id: `w${at}${n}`, name: 'lookup_customer', arguments: '{}' })),
        },
        answered(`w${at}1`, { ok: true, say: 'a' }),
        answered(`w${at}2`, { ok: false, no: 'not-found', say: 'b' }),
      ],
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (turns, keepLast) => {
        const messages = turns.flatMap((make, at) => make(at));
        const kept = trimmed(messages, 800, keepLast);
        const ids = new Set(kept.flatMap((message) => (message.role === 'tool' ? [message.toolCallId] : [])));
        const calls = kept.flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []));
        const lasting = messages.slice(-keepLast).every((message) => kept.includes(message));
        return calls.length === ids.size && calls.every(({ id }) => ids.has(id)) && lasting;
      }),
      { numRuns: 300 },
    );
  });
});
