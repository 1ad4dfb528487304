/** Recorded conversations as they lie in a folder: what was said, and the labels that tell what of it answers what. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const dialog = z.object({
  id: z.string(),
  turns: z.array(z.object({ i: z.number(), speaker: z.enum(['agent', 'customer']), text: z.string() })),
});

const indices = z.array(z.number()).default([]);

const wish = z.object({
  /** `today`, `tomorrow`, `weekday`, `asap`, `none`, `relative`, ... */
  kind: z.string(),
  weekday: z.string().nullish(),
  /** Wall time, `15:00`. */
  time: z.string().nullish(),
  part_of_day: z.string().nullish(),
});

const gold = z.object({
  id: z.string(),
  name: z.object({ first: z.string().nullish(), last: z.string().nullish() }).nullish(),
  /** Digits as the customer meant them. */
  phone: z.string().nullish(),
  vehicle: z
    .object({
      year: z.union([z.number(), z.string()]).nullish(),
      make: z.string().nullish(),
      model: z.string().nullish(),
    })
    .nullish(),
  problem: z.string().nullish(),
  service: z.string().nullish(),
  when: wish.nullish(),
  final: z
    .object({ day: z.string().nullish(), weekday: z.string().nullish(), time: z.string().nullish() })
    .loose()
    .nullish(),
  changes_mind: z.boolean().nullish(),
  change: z.string().nullish(),
  outcome: z.string().nullish(),
  from_agent: z.array(z.string()).default([]),
  answers: z
    .object({
      open: indices,
      name: indices,
      phone: indices,
      vehicle: indices,
      problem: indices,
      when: indices,
      confirm: indices,
      close: indices,
      question: indices,
      other: indices,
    })
    .partial(),
});

export type Gold = z.output<typeof gold>;
export type Wish = z.output<typeof wish>;
export type AnswerKind = keyof Gold['answers'];

export interface Recorded {
  readonly id: string;
  readonly turns: z.output<typeof dialog>['turns'];
  readonly gold: Gold;
}

/** All conversations of a folder in the order they are written; null when there is no such folder. */
export function readRecorded(directory: string): Recorded[] | null {
  const [dialogs, labels] = [join(directory, 'dialogs.jsonl'), join(directory, 'gold.jsonl')];
  if (!existsSync(dialogs) || !existsSync(labels)) return null;
  const byId = new Map(
    linesOf(labels)
      .map((line) => gold.parse(line))
      .map((one) => [one.id, one]),
  );
  return linesOf(dialogs)
    .map((line) => dialog.parse(line))
    .flatMap(({ id, turns }) => {
      const labelled = byId.get(id);
      return labelled === undefined ? [] : [{ id, turns, gold: labelled }];
    });
}

function linesOf(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** The customer spoke so often: turns that follow each other without a word of the agent are one. */
export function customerTurns({ turns }: Pick<Recorded, 'turns'>): number {
  return turns.filter(({ speaker }, index) => speaker === 'customer' && turns[index - 1]?.speaker !== 'customer')
    .length;
}
