import { startGoogle } from '@bayline/simulators';
import { createProgress, type Progress } from '../progress.ts';
import { withoutLostCalendar } from './lost-calendar.ts';

function hearing(): { progress: Progress; notes: string[] } {
  const notes: string[] = [];
  return { notes, progress: { ...createProgress(true), note: (line) => notes.push(line) } };
}

describe('a calendar whose consent is lost', () => {
  it('is simulated, and the start says so and how to connect it again', async () => {
    const google = await startGoogle({ revoked: true });
    const { progress, notes } = hearing();
    expect(Object.keys(await withoutLostCalendar({ ...google.env, OPENAI_MODEL: 'gpt-4o' }, progress))).toEqual([
      'GOOGLE_API_BASE_URL',
      'GOOGLE_TOKEN_URL',
      'OPENAI_MODEL',
    ]);
    expect(notes.join('\n')).toMatch(/SIMULATED[\s\S]*BL-3008[\s\S]*setup -- --google/);
    await google.close();
  });

  it('stays real, without a word, while the consent holds', async () => {
    const google = await startGoogle();
    const { progress, notes } = hearing();
    expect(await withoutLostCalendar(google.env, progress)).toEqual(google.env);
    expect(notes).toEqual([]);
    await google.close();
  });
});
