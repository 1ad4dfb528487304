/** What the machine itself takes at that moment: a bare request and reply, a SELECT and an INSERT, over connections of their own. */
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import type { Took } from './visit.ts';

const SUBJECT = 'bench.echo';
const SELECT = { name: 'bare-select', text: 'SELECT first_name FROM customers WHERE shop_id = $1 AND phone = $2' };
const INSERT = { name: 'bare-insert', text: 'INSERT INTO bench_rows (at, words) VALUES ($1, $2)' };

export class Bare {
  readonly #asker: NatsConnection;
  readonly #echo: NatsConnection;
  readonly #client: pg.Client;

  private constructor(asker: NatsConnection, echo: NatsConnection, client: pg.Client) {
    this.#asker = asker;
    this.#echo = echo;
    this.#client = client;
  }

  static async open(natsUrl: string, databaseUrl: string): Promise<Bare> {
    const [asker, echo] = await Promise.all([connect({ servers: natsUrl }), connect({ servers: natsUrl })]);
    echo.subscribe(SUBJECT, { callback: (_, message) => void message.respond(message.data) });
    await echo.flush();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('CREATE TABLE bench_rows (id bigserial PRIMARY KEY, at timestamptz, words text)');
    return new Bare(asker, echo, client);
  }

  /** Each once, one after the other. */
  async measure(took: Took): Promise<void> {
    const time = async (kind: string, work: () => Promise<unknown>): Promise<void> => {
      const startedAt = performance.now();
      await work();
      took.set(kind, [...(took.get(kind) ?? []), performance.now() - startedAt]);
    };
    const number = `+1267${2_000_000 + Math.floor(Math.random() * 10_000)}`;
    await time('request and reply', () => this.#asker.request(SUBJECT, 'x'.repeat(400), { timeout: 5_000 }));
    await time('SELECT', () =>
      this.#client.query({ ...SELECT, values: ['00000000-0000-8000-8000-000000000000', number] }),
    );
    await time('INSERT', () => this.#client.query({ ...INSERT, values: [new Date(), 'committed by itself'] }));
  }

  async close(): Promise<void> {
    await Promise.all([this.#asker.close(), this.#echo.close()]);
    await this.#client.end();
  }
}
