/** Which providers are real and which are simulated: one whose key is missing, or starts with `simulated`, is simulated. */
import type { CommonConfig } from './config.ts';
import type { Log } from './log.ts';

export interface Provider {
  readonly name: string;
  readonly real: boolean;
  /** Where to reach it; undefined means the vendor's own address. */
  readonly baseUrl: string | undefined;
}

/**
 * Decides one provider. With a key it is real (a base URL then names another endpoint of the vendor's); without one it is
 * simulated and the base URL must say where.
 * @throws Error when neither is set, or when it is simulated in production.
 */
export function chooseProvider(
  environment: CommonConfig['BAYLINE_ENV'],
  provider: { name: string; keyName: string; key: string | undefined; urlName: string; baseUrl: string | undefined },
): Provider {
  const real = provider.key !== undefined && !provider.key.startsWith('simulated');
  if (!real && environment === 'production') {
    throw new Error(`BL-2003 ${provider.name} would be simulated in production: set ${provider.keyName}`);
  }
  if (!real && provider.baseUrl === undefined) {
    throw new Error(
      `BL-2004 ${provider.name} is neither real nor simulated: set ${provider.keyName}, or start the simulators (npm run simulators) and set ${provider.urlName}`,
    );
  }
  return { name: provider.name, real, baseUrl: provider.baseUrl };
}

/** Says at start who is real. */
export function logProviders(log: Log, providers: readonly Provider[]): void {
  for (const provider of providers) {
    log.info(
      { provider: provider.name, real: provider.real },
      provider.real ? 'provider is real' : 'provider is simulated',
    );
  }
}
