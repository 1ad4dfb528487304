/** A conversation that was typed, as a story that can be played again: the same words, each when the agent has finished. Pure. */
import { stringify } from 'yaml';

/** What the caller did, in order. */
export type Said =
  | { readonly type: 'say'; readonly words: string; readonly interrupts: boolean }
  | { readonly type: 'press'; readonly digits: string }
  | { readonly type: 'silence' };

export interface Talked {
  readonly from: string | null;
  readonly to: string;
  readonly said: readonly Said[];
  /** The caller ended the call. */
  readonly hungUp: boolean;
  readonly outcome: string | null;
}

/** YAML that `npm run call -- <file>` plays. */
export function storyOf(title: string, talked: Talked): string {
  const { from, to, said, hungUp, outcome } = talked;
  const reactions: Record<string, unknown>[] = said.flatMap((one) => reactionOf(one));
  if (hungUp) reactions.push({ hangsUp: true });
  return stringify({
    title,
    callers: {
      caller: { from: from ?? 'withheld', to, reactions: reactions.length === 0 ? [{ hangsUp: true }] : reactions },
    },
    expect: outcome === null ? {} : { outcome },
  });
}

function reactionOf(one: Said): Record<string, unknown>[] {
  switch (one.type) {
    case 'say':
      // An interrupting reaction speaks at the first word it hears.
      return [one.interrupts ? { says: one.words, interrupts: true, after: 600 } : { says: one.words }];
    case 'press':
      return [{ presses: one.digits }];
    case 'silence':
      // Waiting is done by not reacting: the agent asks again, and the next reaction answers that.
      return [{ after: 0 }];
  }
}
