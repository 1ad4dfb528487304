import { phrases } from '@bayline/spoken';
import { greeted } from '../test/playing.ts';
import { defaultManners } from './conversation/manners.ts';
import { readWording, reworded } from './phrase-file.ts';

const file =
  'Own words.\n\n    goodbye: An example.\n\nstillThere: Hello, are you there?\nanythingElse: Anything else today?\n';

describe('own phrases', () => {
  it('replace what is said without them, alone or at the end of a sentence of ours', () => {
    const wording = readWording(file);
    expect(reworded(phrases.stillThere, wording)).toBe('Hello, are you there?');
    expect(reworded(`You're all set. ${phrases.anythingElse}`, wording)).toBe("You're all set. Anything else today?");
    expect(reworded(phrases.goodbye, wording)).toBe(phrases.goodbye);
  });

  it('are refused when their name does not exist', () => {
    expect(() => readWording('goodBye: Bye.')).toThrow('goodBye');
  });

  it('are what the caller hears', () => {
    const play = greeted({ ...defaultManners, wording: readWording(file) });
    expect(play.told(play.on({ type: 'timer', name: 'silence' }))).toEqual(['Hello, are you there?']);
  });
});
