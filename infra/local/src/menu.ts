/** What the menu of `npm run dev` offers. Every entry is a plain command: the menu only asks for its arguments. */
import { autocomplete, isCancel, select, text } from '@clack/prompts';

export interface Entry {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** The root script it runs. */
  readonly command: string;
  /** The command and its arguments; null when the person thought better of it. */
  readonly ask: () => Promise<readonly string[] | null>;
}

export interface Choices {
  /** Seeded customers: number, and a line that says who they are. */
  readonly customers: () => Promise<readonly { phone: string; about: string }[]>;
  readonly stories: () => Promise<readonly { name: string; title: string }[]>;
  readonly calls: () => Promise<readonly { callId: string; about: string }[]>;
  readonly services: () => readonly string[];
}

export function menuEntries(choices: Choices): readonly Entry[] {
  const plain =
    (...command: string[]) =>
    async () =>
      command;
  const customer = async (): Promise<string | null> =>
    chosen(
      await autocomplete({
        message: 'Who calls?',
        options: (await choices.customers()).map(({ phone, about }) => ({ value: phone, label: about, hint: phone })),
        maxItems: 12,
      }),
    );
  const call = async (): Promise<string | null> => {
    const calls = await choices.calls();
    if (calls.length === 0) return 'last';
    return chosen(
      await select({
        message: 'Which call?',
        options: calls.map(({ callId, about }) => ({ value: callId, label: about, hint: callId })),
        maxItems: 12,
      }),
    );
  };
  const withArgument = (command: readonly string[], ask: () => Promise<string | null>) => async () => {
    const value = await ask();
    return value === null ? null : [...command, value];
  };

  return [
    {
      name: 'talk',
      command: 'talk',
      label: 'Talk',
      hint: 'type to the receptionist',
      ask: withArgument(['talk', '--as'], customer),
    },
    {
      name: 'call-in',
      command: 'call-in',
      label: 'Call in',
      hint: 'a call by voice, as a customer',
      ask: withArgument(['call-in', '--as'], customer),
    },
    {
      name: 'story',
      command: 'call-in',
      label: 'Play a story',
      hint: 'a scripted caller rings',
      ask: withArgument(['call-in', '--story'], async () =>
        chosen(
          await autocomplete({
            message: 'Which story?',
            options: (await choices.stories()).map(({ name, title }) => ({ value: name, label: title, hint: name })),
            maxItems: 12,
          }),
        ),
      ),
    },
    {
      name: 'call-out',
      command: 'call-out',
      label: 'Call out',
      hint: 'the receptionist calls a customer',
      ask: withArgument(['call-out', '--to'], customer),
    },
    {
      name: 'remind',
      command: 'remind',
      label: 'Reminder call',
      hint: 'the day before a visit, with rescheduling',
      ask: plain('remind'),
    },
    { name: 'calls', command: 'calls', label: 'Calls', hint: 'status and history', ask: plain('calls') },
    {
      name: 'call-log',
      command: 'call-log',
      label: 'Call log',
      hint: 'a transcript with the waterfall of every turn',
      ask: withArgument(['call-log'], call),
    },
    { name: 'tap', command: 'tap', label: 'Tap', hint: 'every message of a call', ask: withArgument(['tap'], call) },
    { name: 'tasks', command: 'tasks', label: 'Tasks', hint: 'what a person must do', ask: plain('tasks') },
    {
      name: 'logs',
      command: 'logs',
      label: 'Logs',
      hint: 'live; Ctrl-C comes back',
      ask: withArgument(['logs', '--follow', '--service'], async () =>
        chosen(
          await select({
            message: 'Whose?',
            options: ['all', ...choices.services(), 'tunnel'].map((value) => ({ value, label: value })),
          }),
        ),
      ),
    },
    {
      name: 'chaos',
      command: 'chaos',
      label: 'Chaos',
      hint: 'kill or pause a service while calls run',
      ask: withArgument(['chaos', '--kill'], async () =>
        chosen(
          await select({
            message: 'Which service?',
            options: choices.services().map((value) => ({ value, label: value })),
          }),
        ),
      ),
    },
    {
      name: 'services',
      command: 'services',
      label: 'Services',
      hint: 'state, ports, restarts',
      ask: plain('services'),
    },
    {
      name: 'doctor',
      command: 'doctor',
      label: 'Doctor',
      hint: 'is everything as it should be?',
      ask: plain('doctor'),
    },
    {
      name: 'seed',
      command: 'seed',
      label: 'Seed',
      hint: 'sample data anew',
      ask: withArgument(['seed', '--seed'], async () => chosen(await text({ message: 'Seed', initialValue: '1' }))),
    },
  ];
}

function chosen(answer: unknown): string | null {
  return typeof answer === 'string' && !isCancel(answer) ? answer : null;
}
