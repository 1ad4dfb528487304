/** ngrok, by the local API of its agent: finds the tunnel to a port of ours, or makes one; starts the agent when none runs. */
import { spawnSync } from 'node:child_process';
import { findOnPath, type LocalProcess, startProcess } from '../processes.ts';
import { Trouble } from '../trouble.ts';
import { until } from '../until.ts';

export interface Tunnel {
  /** `https://...`, without a path. */
  readonly url: string;
  /** Whose it is: `found` is somebody else's and stays. */
  readonly origin: 'found' | 'added' | 'started';
  close(): Promise<void>;
}

export interface NgrokOptions {
  /** The agent's API; `http://127.0.0.1:4040` unless .env says otherwise (NGROK_API_URL). */
  readonly apiUrl: string;
  readonly logFile: string;
  /** How to start an agent; `ngrok` on the path when not said. */
  readonly command?: readonly string[];
}

export const NGROK_API = 'http://127.0.0.1:4040';
const NAME = 'bayline';
const STARTS_WITHIN_MS = 15_000;

interface AgentTunnel {
  readonly name: string;
  readonly public_url: string;
  readonly proto: string;
  readonly config?: { readonly addr?: string };
}

/** The public address of a local port. @throws Trouble when there is no agent and none can be started. */
export async function openNgrok(port: number, options: NgrokOptions): Promise<Tunnel> {
  const tunnels = await listTunnels(options.apiUrl);
  if (tunnels === undefined) return startAgent(port, options);
  const found = tunnels.find((tunnel) => leadsTo(tunnel, port));
  if (found !== undefined) return { url: found.public_url, origin: 'found', close: async () => {} };
  return addTunnel(port, options.apiUrl);
}

/** The https tunnels of a running agent; undefined when none runs. */
async function listTunnels(apiUrl: string): Promise<AgentTunnel[] | undefined> {
  try {
    const response = await fetch(`${apiUrl}/api/tunnels`, { signal: AbortSignal.timeout(3_000) });
    const { tunnels } = (await response.json()) as { tunnels?: AgentTunnel[] };
    return (tunnels ?? []).filter(({ public_url }) => public_url.startsWith('https://'));
  } catch {
    // Nobody listens there: no agent runs.
    return undefined;
  }
}

/** Agents write an address as a port, a host with a port, or a URL. */
function leadsTo(tunnel: AgentTunnel, port: number): boolean {
  return /(?:^|:)(\d+)\/?$/.exec(tunnel.config?.addr ?? '')?.[1] === String(port);
}

async function addTunnel(port: number, apiUrl: string): Promise<Tunnel> {
  const response = await fetch(`${apiUrl}/api/tunnels`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: NAME, proto: 'http', addr: String(port), schemes: ['https'] }),
    signal: AbortSignal.timeout(STARTS_WITHIN_MS),
  });
  if (!response.ok) throw refused(await response.text());
  const { public_url: url } = (await response.json()) as AgentTunnel;
  const close = async (): Promise<void> => {
    // An agent that is gone has taken the tunnel with it.
    await fetch(`${apiUrl}/api/tunnels/${NAME}`, { method: 'DELETE' }).catch(() => {});
  };
  return { url, origin: 'added', close };
}

async function startAgent(port: number, options: NgrokOptions): Promise<Tunnel> {
  const [command, ...given] = options.command ?? ['ngrok'];
  if (command === undefined || (findOnPath(command) === undefined && !command.includes('/'))) {
    throw new Trouble(
      'BL-3003',
      'Twilio must reach this machine, but ngrok is not installed',
      'Install it (https://ngrok.com/download, then: ngrok config add-authtoken ...), or set PUBLIC_URL in .env to another tunnel’s address.',
    );
  }
  const agent = startProcess({
    name: 'ngrok',
    command,
    args: [...given, 'http', String(port), '--log', 'stdout', '--log-format', 'json'],
    env: process.env,
    logFile: options.logFile,
  });
  const url = await firstTunnel(agent, port, options.apiUrl);
  return { url, origin: 'started', close: () => agent.stop() };
}

async function firstTunnel(agent: LocalProcess, port: number, apiUrl: string): Promise<string> {
  try {
    return await until(
      'ngrok’s tunnel',
      async () => {
        if (!agent.running) throw refused(agent.lastWords(3));
        return (await listTunnels(apiUrl))?.find((tunnel) => leadsTo(tunnel, port))?.public_url;
      },
      { withinMs: STARTS_WITHIN_MS, everyMs: 200 },
    );
  } catch (error) {
    await agent.stop();
    throw error instanceof Trouble ? error : refused(agent.lastWords(3));
  }
}

function refused(said: string): Trouble {
  return new Trouble(
    'BL-3004',
    `ngrok opened no tunnel:\n${said}`,
    'Read its words above. Often the authtoken is missing (ngrok config add-authtoken ...) or another agent uses the account.',
  );
}

/** What `ngrok version` says; undefined when it is not installed. */
export function ngrokVersion(): string | undefined {
  const said = spawnSync('ngrok', ['version'], { encoding: 'utf8' });
  return said.status === 0 ? said.stdout.trim() : undefined;
}
