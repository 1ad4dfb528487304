import { greeted, type Play } from '../../test/playing.ts';

const answer =
  'Our hours are Monday to Friday 7:30 AM to 6 PM, and we are closed on Sunday. Anything else I can do for you?';

/** The answer is being said; so many milliseconds of it were played. */
function saying(playedMs: number): Play {
  const play = greeted();
  play.says('What are your hours?');
  play.answers(answer);
  const generation = play.conversation.replies.at(-1)?.generation ?? 0;
  const whole = { fromCharacter: 0, toCharacter: answer.length, fromMs: 0, toMs: 7_000 };
  play.on({ type: 'voiced', generation, ...whole, done: true, failed: false });
  play.on({ type: 'played', generation, state: 'playing', playedMs });
  return play;
}

it('takes a yes over the end of a question for its answer', () => {
  const play = saying(6_900);
  play.says('Yes.');
  play.hears();
  expect(play.conversation.turn.callerSaid).toBe('Yes.');
});

it('takes what a listener says long before the question for no answer to it', () => {
  const play = saying(2_000);
  play.says('Okay.');
  play.hears();
  expect(play.conversation.turn.callerSaid).toBe('What are your hours?');
});
