/** Asking the services of a running house, as commands do: over its bus, by the same contracts. */
import { type Ask, askSubject } from '@bayline/contracts';
import type { NatsConnection } from '@nats-io/transport-node';

/** @throws when nobody answers within the contract's deadline, or the question is refused. */
export async function ask<Contract extends Ask>(
  connection: NatsConnection,
  contract: Contract,
  request: Contract['request']['_input'],
): Promise<Contract['reply']['_output']> {
  const timeout = contract.deadlineMs;
  const answer = await connection.request(askSubject(contract), JSON.stringify(request), { timeout });
  const refusal = answer.headers?.get('Bayline-Error');
  if (refusal) throw new Error(`${askSubject(contract)} was refused: ${refusal}`);
  return contract.reply.parse(answer.json());
}
