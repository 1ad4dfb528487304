/** A calendar whose consent is lost: the house starts with the simulated one, and says so loudly. */
import { type ProviderName, realProviders } from '../own-keys.ts';
import type { Progress } from '../progress.ts';
import { describeTrouble } from '../trouble.ts';
import { keySetOf, type Values } from './keys.ts';

const GOOGLE: ProviderName = 'google';

/** `own` as it is when the calendar can be read, else without Google's keys. */
export async function withoutLostCalendar(own: Values, progress: Progress): Promise<Values> {
  if (!realProviders(own).includes(GOOGLE)) return own;
  try {
    await keySetOf(GOOGLE).test(own);
    return own;
  } catch (error) {
    for (const line of [
      '',
      '!! THE CALENDAR IS SIMULATED: nothing of it reaches Google.',
      ...describeTrouble(error).split('\n'),
      '',
    ]) {
      progress.note(line);
    }
    const lost = new Set(keySetOf(GOOGLE).variables.map(({ name }) => name)).add('GOOGLE_REFRESH_TOKEN');
    return Object.fromEntries(Object.entries(own).filter(([name]) => !lost.has(name)));
  }
}
