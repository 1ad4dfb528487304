import { readAnswer } from './answers.ts';

describe('reading what a tool answered', () => {
  it('takes offers with their reason and words', () => {
    const answer = readAnswer(
      JSON.stringify({
        ok: true,
        asWished: true,
        offers: [
          { slot: 'A', start: '2026-11-24T09:00:00-05:00', say: 'Tuesday, November 24th at 9 AM' },
          { slot: '' },
        ],
        say: 'I have 9 AM.',
      }),
    );
    expect(answer).toMatchObject({ ok: true, no: null, asWished: true, say: 'I have 9 AM.' });
    expect(answer.offers.map(({ slot }) => slot)).toEqual(['A']);
  });

  it('joins the facts and the question of a read-back', () => {
    const answer = readAnswer(
      JSON.stringify({
        ok: true,
        state: 'read-back',
        pending: 'A',
        say: { facts: 'An oil change.', question: 'Right?' },
      }),
    );
    expect(answer).toMatchObject({ readBack: true, done: false, say: 'An oil change. Right?' });
  });

  it('takes the committed appointment, the vehicles on file and what is missing', () => {
    const done = {
      ok: true,
      state: 'done',
      appointment: { appointment: '1', services: ['oil change'], vehicle: null, start: 's', say: 'x' },
      say: 'Done.',
    };
    expect(readAnswer(JSON.stringify(done)).appointments).toHaveLength(1);
    expect(
      readAnswer(JSON.stringify({ ok: true, firstName: 'Dana', vehicles: [{ say: '2018 Subaru Outback' }], level: 2 })),
    ).toMatchObject({
      firstName: 'Dana',
      vehicles: ['2018 Subaru Outback'],
      level: 2,
    });
    expect(
      readAnswer(JSON.stringify({ ok: false, no: 'needs-details', say: 'x', missing: ['phone', 7] })).missing,
    ).toEqual(['phone']);
  });

  it.each([['not json'], ['[]'], ['"text"'], ['{}'], ['{"error":"boom"}'], ['']])(
    'reads %j as a failure',
    (content) => {
      expect(readAnswer(content)).toMatchObject({ ok: false, no: 'unavailable', say: '' });
    },
  );
});
