/** A scripted Twilio: signs webhooks, opens media streams as TwiML says, takes REST updates of calls and acts on them. */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Phone } from './phone.ts';

export const accountSid = `AC${'5'.repeat(32)}`;
export const authToken = 'simulated-auth-token';

export interface Update {
  readonly callSid: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Webhook {
  readonly status: number;
  readonly body: string;
}

/** Twilio's signature over an address and a form. */
export function signatureOf(url: string, fields: Readonly<Record<string, string>> = {}, token = authToken): string {
  const data = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return createHmac('sha1', token).update(data, 'utf8').digest('base64');
}

export function newCallSid(): string {
  return `CA${randomBytes(16).toString('hex')}`;
}

export class PhoneCompany {
  readonly updates: Update[] = [];
  /** Answers to the next REST requests, before they succeed again. */
  readonly failures: { status: number; code?: number }[] = [];
  /** The latest stream of each call; a change by REST ends it, as at Twilio. */
  readonly streams = new Map<string, Phone>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const { status, json } = this.#answer(request.url ?? '', Object.fromEntries(new URLSearchParams(body)));
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      });
    });
  }

  static async open(): Promise<PhoneCompany> {
    const company = new PhoneCompany();
    await new Promise<void>((resolve) => company.#server.listen(0, '127.0.0.1', resolve));
    return company;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const phone of this.streams.values()) phone.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Posts a signed webhook. `publicUrl` is what was signed; `url`, where the request goes, may be another gateway. */
  async webhook(publicUrl: string, path: string, fields: Record<string, string>, url = publicUrl): Promise<Webhook> {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'x-twilio-signature': signatureOf(publicUrl + path, fields) },
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: await response.text() };
  }

  /** Opens the stream that a document asks for, at the socket's own address or at `url`. */
  async stream(twiml: string, callSid: string, url?: string): Promise<Phone> {
    const address = /<Stream url="([^"]+)"/.exec(twiml)?.[1] ?? '';
    const pass = /<Parameter name="pass" value="([^"]+)"/.exec(twiml)?.[1] ?? '';
    const dialled = url === undefined ? address : url.replace(/^http/, 'ws') + new URL(address).pathname;
    const phone = await Phone.dial({ url: dialled, signature: signatureOf(address), accountSid, callSid, pass });
    this.streams.set(callSid, phone);
    return phone;
  }

  #answer(path: string, fields: Record<string, string>): { status: number; json: object } {
    const callSid = /\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(path)?.[1] ?? '';
    const failure = this.failures.shift();
    if (failure !== undefined) {
      const { status, code = 20_500 } = failure;
      return { status, json: { status, code, message: 'as scripted', more_info: '' } };
    }
    this.updates.push({ callSid, fields });
    const stream = this.streams.get(callSid);
    this.streams.delete(callSid);
    stream?.stop();
    return { status: 200, json: { sid: callSid, status: fields.Status ?? 'in-progress' } };
  }
}
