import { greeted, offers, readingBack, slotArguments } from '../../test/playing.ts';
import { briefing } from './briefing.ts';

describe('the briefing', () => {
  it('is one sentence with who calls, what they want and what they said last', () => {
    const play = greeted();
    play.says('Dana Whitfield here, I need an oil change.');
    play.calls('lookup_customer', { name: 'Dana Whitfield', phone: null });
    play.tool({ ok: true, firstName: 'Dana', vehicles: [], level: 1, say: 'Hi Dana.' });
    play.calls('get_available_slots', slotArguments);
    play.tool(offers);
    play.answers('Which would you like?');
    play.hears();
    play.says('I would rather talk to somebody!');
    expect(briefing(play.conversation)).toBe(
      'Dana Whitfield wants to book oil change, and last said: I would rather talk to somebody.',
    );
  });

  it('has something to say of anybody', () => {
    expect(briefing(greeted().conversation)).toBe('A caller asked for a person.');
    expect(briefing(readingBack().conversation)).toMatch(/^A caller wants to book oil change, and last said: .+\.$/);
  });
});
