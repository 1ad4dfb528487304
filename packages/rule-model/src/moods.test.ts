import { moodsOf } from './moods.ts';

describe('moods', () => {
  it.each([
    ['I have no brakes'],
    ['My brakes just went out'],
    ['The brake pedal goes all the way to the floor'],
    ["There's smoke coming from under the hood"],
    ["I'm stranded on the highway"],
    ['The car broke down in the middle of the intersection'],
    ['It smells like gas in here'],
    ['The steering wheel locked up'],
    ['My wheel fell off'],
  ])('knows danger: %s', (text) => {
    expect(moodsOf(text)).toContain('danger');
  });

  it.each([
    ['My brakes are squeaking'],
    ['I want new brakes'],
    ['The check engine light is on'],
    ['It stalls at traffic lights'],
  ])('takes plain trouble for none: %s', (text) => {
    expect(moodsOf(text)).not.toContain('danger');
  });

  it.each([
    ['Can I talk to a real person?'],
    ['representative'],
    ['Let me speak with the manager please'],
    ['Transfer me to the service desk'],
    ["I'm not talking to a machine"],
    ['put me through to someone'],
  ])('knows who wants a person: %s', (text) => {
    expect(moodsOf(text)).toContain('person');
  });

  it.each([['Can someone look at my car?'], ['I need to see a mechanic'], ['get someone to fix it']])(
    'does not take a wish for work for one: %s',
    (text) => {
      expect(moodsOf(text)).not.toContain('person');
    },
  );

  it.each([
    ['This is ridiculous', 'angry'],
    ["I'm fed up with this", 'angry'],
    ['You are not listening', 'angry'],
    ['This is the third time I call', 'angry'],
    ['Is my car ready?', 'desk-matter'],
    ["I'm running ten minutes late", 'desk-matter'],
    ['Hold on a second', 'hold'],
    ['Let me check my calendar', 'hold'],
    ['Never mind', 'drop'],
    ['Forget it', 'drop'],
    ['Bye now', 'farewell'],
    ["That's all I needed", 'nothing-more'],
    ["No, I'm all set", 'nothing-more'],
    ['Thanks a lot', 'thanks'],
    ['Good morning', 'greeting'],
  ])('%s: %s', (text, mood) => {
    expect(moodsOf(text)).toContain(mood);
  });

  it('sorts the gravest first', () => {
    expect(moodsOf('This is ridiculous, there is smoke coming out, let me talk to someone')).toEqual([
      'danger',
      'person',
      'angry',
    ]);
  });

  it('is calm about a terrible noise and a minute at the lights', () => {
    expect(moodsOf('It makes a terrible noise when I sit at the lights for a minute')).toEqual([]);
  });
});
