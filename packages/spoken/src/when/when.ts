/** The resolver of dates and times. */
import type { When, WhenContext } from './meaning.ts';

export function resolveWhen(_text: string, _context: WhenContext): When {
  return { type: 'none' };
}
