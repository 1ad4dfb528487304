/** Carries out the deeds of a story, and undoes what is left of them when its calls are over. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type House, type ServiceInstance, until } from '@bayline/local';
import type { Deed, Role, ServerName } from './deed.ts';
import { changeSettings, readSettings } from './lab.ts';
import { bringNear, type Laboratory, moveVisit } from './reminding.ts';
import type { Tap } from './tap.ts';
import type { World } from './world.ts';

export interface Doing {
  /** `callSid` tells whose owner is meant; without a call, the first instance is. */
  do(deed: Deed, callSid?: string): Promise<void>;
  /** Everything is as it was before, and every process is back. */
  undo(): Promise<void>;
}

export function createDoing(house: House, tap: Tap, world: World): Doing {
  const undoing: (() => Promise<unknown>)[] = [];

  const owner = async (role: Role, callSid: string | undefined): Promise<ServiceInstance> => {
    if (callSid !== undefined && (role === 'gateway' || role === 'speech' || role === 'dialogue')) {
      const id = await until(`the ${role} owner of the call`, () => tap.ownerOf(callSid, role), { withinMs: 3_000 });
      const instance = house.services.find((candidate) => candidate.instanceId === id);
      if (instance === undefined) throw new Error(`${id} is not a process of this house`);
      return instance;
    }
    const [instance] = house.instancesOf(role);
    if (instance === undefined) throw new Error(`this house has no ${role}`);
    return instance;
  };

  const kill = async (instance: ServiceInstance): Promise<void> => {
    instance.process.kill('SIGKILL');
    await instance.process.ended;
  };

  const stop = async (name: ServerName, forMs: number | undefined): Promise<void> => {
    const server = house.servers[name];
    // PostgreSQL takes this for an immediate shutdown; the others die of it at once.
    server.process?.kill('SIGQUIT');
    await server.process?.ended;
    if (forMs === undefined) {
      undoing.push(() => server.restart());
      return;
    }
    // How long the server is away is the story's own time.
    const back = sleep(forMs).then(() => server.restart());
    undoing.push(() => back);
  };

  return {
    do: async (deed, callSid) => {
      switch (deed.type) {
        case 'kill': {
          const instance = await owner(deed.role, callSid);
          await kill(instance);
          const back = (): Promise<unknown> => house.restart(instance);
          if (deed.staysDead) undoing.push(back);
          else await back();
          return;
        }
        case 'kill-all': {
          const all = [...house.services];
          await Promise.all(all.map(kill));
          undoing.push(() => Promise.all(all.map((instance) => house.restart(instance))));
          return;
        }
        case 'pause': {
          const instance = await owner(deed.role, callSid);
          instance.process.kill('SIGSTOP');
          // How long it stands still is the story's own time.
          const goesOn = sleep(deed.forMs).then(() => instance.process.kill('SIGCONT'));
          undoing.push(() => goesOn);
          return;
        }
        case 'stop':
          return stop(deed.server, deed.forMs);
        case 'provider': {
          const url = providerUrl(house, deed.provider);
          const before = await readSettings(url);
          undoing.push(() => changeSettings(url, before));
          await changeSettings(url, deed.settings);
          return;
        }
        case 'bring-near':
          return bringNear(house, world, callSid ?? '');
        case 'move-visit':
          return moveVisit(house, world, deed.number, deed.inSeconds);
        case 'fill':
          return world.fill('+12155550100', deed.from, deed.to, deed.except);
      }
    },
    undo: async () => {
      for (const each of undoing.splice(0).reverse()) await each();
    },
  };
}

const URLS = {
  twilio: 'TWILIO_API_BASE_URL',
  deepgram: 'DEEPGRAM_BASE_URL',
  openai: 'OPENAI_BASE_URL',
  google: 'GOOGLE_API_BASE_URL',
  nhtsa: 'NHTSA_BASE_URL',
} as const;

/** Where a simulated provider can be reached. @throws Error when the house has none */
export function providerUrl(house: Pick<Laboratory, 'simulators'>, provider: keyof typeof URLS): string {
  const url = house.simulators.environment[URLS[provider]];
  if (url === undefined) throw new Error(`this house has no simulated ${provider}`);
  return new URL(url).origin;
}
