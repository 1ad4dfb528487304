/** Listens to what the house tells about its calls: who owns them, how long turns took. Speaks on the wire, imports no service. */
import { callStarted, ownerAlive, ownerChanged, turnMeasured, turnTaken } from '@bayline/contracts';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { z } from 'zod';

export type MeasuredTurn = z.output<typeof turnMeasured.schema> & { callId: string };
export type TakenTurn = z.output<typeof turnTaken.schema> & { callId: string };

export interface Tap {
  /** The instance that owned a role of a call when it was last heard of. */
  ownerOf(callId: string, role: 'gateway' | 'speech' | 'dialogue'): string | undefined;
  readonly measured: readonly MeasuredTurn[];
  readonly taken: readonly TakenTurn[];
  /** Hears every turn that is measured from now on. */
  onMeasured(hear: (turn: MeasuredTurn) => void): void;
  readonly connection: NatsConnection;
  close(): Promise<void>;
}

export async function openTap(natsUrl: string): Promise<Tap> {
  const connection = await connect({ servers: natsUrl, maxReconnectAttempts: -1, reconnectTimeWait: 100 });
  const owners = new Map<string, string>();
  const measured: MeasuredTurn[] = [];
  const taken: TakenTurn[] = [];
  const hear = <S extends z.ZodType>(
    fact: { name: string; schema: S },
    handle: (callId: string, payload: z.output<S>) => void,
  ): void => {
    connection.subscribe(`${fact.name}.*`, {
      callback: (error, message) => {
        if (error !== null) return;
        const payload = fact.schema.safeParse(message.json());
        if (payload.success) handle(message.subject.slice(fact.name.length + 1), payload.data);
      },
    });
  };
  hear(callStarted, (callId, { gatewayId }) => owners.set(`${callId}/gateway`, gatewayId));
  hear(ownerAlive, (callId, { role, instanceId }) => owners.set(`${callId}/${role}`, instanceId));
  hear(ownerChanged, (callId, { role, instanceId }) => owners.set(`${callId}/${role}`, instanceId));
  const hearers: ((turn: MeasuredTurn) => void)[] = [];
  hear(turnMeasured, (callId, turn) => {
    measured.push({ ...turn, callId });
    for (const each of hearers) each({ ...turn, callId });
  });
  hear(turnTaken, (callId, turn) => taken.push({ ...turn, callId }));
  await connection.flush();
  return {
    ownerOf: (callId, role) => owners.get(`${callId}/${role}`),
    measured,
    taken,
    onMeasured: (each) => void hearers.push(each),
    connection,
    close: () => connection.close(),
  };
}
