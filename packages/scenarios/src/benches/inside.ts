/** Asking the services of a house what only they can know: a module that was loaded before each (`--import`) answers on its channel. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type House, root } from '@bayline/local';

/** The flag that loads a module of this folder before a service. */
export function loading(name: 'collector' | 'profiler'): string {
  const module = join(root, 'packages', 'scenarios', 'src', 'benches', `${name}.ts`);
  return `--import=${pathToFileURL(module).href}`;
}

/** Sends `request` to every service, and gives what each answered with this type, by instance. */
export async function askInside<T extends { readonly type: string }>(
  house: House,
  request: { readonly type: string; readonly ms?: number },
  answerType: T['type'],
): Promise<Map<string, T>> {
  const all = await Promise.all(
    house.services.map(async ({ instanceId, process: { child } }) => {
      const answered = new Promise<T>((resolve) => {
        const hear = (message: unknown): void => {
          if (typeof message !== 'object' || message === null || !('type' in message)) return;
          if (message.type !== answerType) return;
          child.off('message', hear);
          resolve(message as T);
        };
        child.on('message', hear);
      });
      child.send(request);
      return [instanceId, await answered] as const;
    }),
  );
  return new Map(all);
}
