/** Dead jobs of the reminder's queue, asked of reminder: the queue is its own. */
import { type DeadJob, deadJobDrop, deadJobList, deadJobRetry } from '@bayline/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import { ask } from '../asking.ts';
import type { DeadLetterSource, KeptLetter } from './source.ts';

const NAME = 'job';

export class JobLetters implements DeadLetterSource {
  readonly name = NAME;
  readonly #connection: NatsConnection;

  constructor(connection: NatsConnection) {
    this.#connection = connection;
  }

  async list(): Promise<KeptLetter[]> {
    return (await this.#jobs()).map(kept);
  }

  async show(id: string): Promise<(KeptLetter & { readonly payload: unknown }) | undefined> {
    const job = (await this.#jobs()).find(({ jobId }) => jobId === jobIdOf(id));
    return job === undefined ? undefined : { ...kept(job), payload: job.data };
  }

  async retry(id: string): Promise<boolean> {
    return this.#has(id) && (await ask(this.#connection, deadJobRetry, { jobId: jobIdOf(id) })).retried;
  }

  async drop(id: string): Promise<boolean> {
    return this.#has(id) && (await ask(this.#connection, deadJobDrop, { jobId: jobIdOf(id) })).dropped;
  }

  async #jobs(): Promise<readonly DeadJob[]> {
    return (await ask(this.#connection, deadJobList, {})).jobs;
  }

  /** What is no job's id is not asked for: it would break the contract. */
  #has(id: string): boolean {
    return deadJobRetry.request.safeParse({ jobId: jobIdOf(id) }).success;
  }
}

function jobIdOf(id: string): string {
  return id.slice(NAME.length + 1);
}

function kept({ jobId, queue, name, reason, tries, at }: DeadJob): KeptLetter {
  return { id: `${NAME}:${jobId}`, of: queue, subject: name, why: 'failed', error: reason, deliveries: tries, at };
}
