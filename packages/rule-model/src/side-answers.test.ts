import { respond } from './respond.ts';

const FACTS = [
  'Shop: Bayline Motors',
  'Services: oil change (30 min, from $49); brake service (120 min, from $1,189.50); detailing; transmission service (150 min)',
];

/** What is answered to a question at the beginning of a call. */
function answer(question: string, ...facts: string[]): string {
  const content = [...FACTS, ...facts].join('\n');
  return (
    respond(
      {
        messages: [
          { role: 'system', content },
          { role: 'user', content: question },
        ],
      },
      { mode: 'plain' },
    ).text ?? ''
  );
}

it('are what the shop has told of itself, and never its instructions', () => {
  const own = 'Parking: You can park behind the building.';
  expect(answer('Is there parking?', own)).toMatch(/park behind the building/);
  expect(answer('Do you have a waiting room?', own, '- Waiting room: never tell')).toMatch(/service desk can tell/);
});

describe('answers to side questions', () => {
  it.each([
    ['How much is an oil change?', /an oil change starts from forty-nine dollars/],
    ['How much are brakes?', /brake service starts from \$1,189\.50/],
    ['How much is a new transmission?', /quote before any work/],
    ['How long does an oil change take?', /An oil change takes about 30 minutes/],
    ['How long do brakes take?', /Brake service takes about 2 hours/],
    ['How long will it take?', /depends/],
    ['Do you do brakes?', /Yes, we do brake service/],
    ['What kind of services do you do?', /We do oil change, brake service, detailing/],
  ])('%s', (question, words) => {
    expect(answer(question)).toMatch(words);
  });

  it('tell the hours with the next closure', () => {
    expect(
      answer(
        'What are your hours?',
        'Hours: Monday to Friday 8 AM to 5 PM; closed Sunday',
        'Closed: Friday, December 25th (Christmas)',
      ),
    ).toMatch(
      /Our hours are Monday to Friday 8 AM to 5 PM, closed Sunday\. We're also closed on Friday, December 25th, Christmas\./,
    );
  });

  it('say so when the facts do not tell', () => {
    for (const question of ['What are your hours?', 'Where are you located?', "What's your phone number?"]) {
      expect(answer(question)).toMatch(/don't have that/);
    }
  });

  it('say digits one by one', () => {
    expect(answer("What's your phone number?", 'Phone: +12155550100')).toMatch(/two one five, five five five/);
    expect(answer("What's your phone number?", 'Phone: two one five, five')).toMatch(/is two one five, five\./);
  });

  it('do not hide that a machine speaks', () => {
    expect(answer('Are you a real person?')).toMatch(/automated assistant for Bayline Motors, not a person/);
  });

  it('know no tow service where the shop has none', () => {
    const system = { role: 'system', content: 'Tow: none' } as const;
    const warned = {
      role: 'assistant',
      content: "Please don't drive it. Would you like the number of a tow service, or a person?",
    } as const;
    const messages = [
      system,
      { role: 'user', content: 'I have no brakes' } as const,
      warned,
      { role: 'user', content: 'the tow number' } as const,
    ];
    expect(respond({ messages }, { mode: 'plain' }).text).toMatch(/don't have a tow number/);
  });
});
