/** Tasks as people ask for them: listed, and closed when they are done. */
import type { Task, taskClose, taskList } from '@bayline/contracts';
import type { z } from 'zod';
import { type Database, sql } from '../database/postgres.ts';

interface TaskRow extends Omit<Task, 'createdAt' | 'closedAt'> {
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

const columns = sql`
  t.id AS "taskId", t.shop_id AS "shopId", s.name AS shop, t.kind, t.state, t.owner, t.what, t.call_id AS "callId",
  t.created_at AS "createdAt", t.closed_at AS "closedAt" FROM tasks t JOIN shops s ON s.id = t.shop_id`;

export async function listTasks(
  database: Database,
  { state, most }: z.output<typeof taskList.request>,
): Promise<z.input<typeof taskList.reply>> {
  const rows = await database.rows<TaskRow>(sql`
    SELECT ${columns} WHERE ${state} = 'all' OR t.state = ${state} ORDER BY t.created_at, t.id LIMIT ${most}::integer`);
  return { tasks: rows.map(told) };
}

export async function closeTask(
  database: Database,
  { task, owner, at }: z.output<typeof taskClose.request>,
): Promise<z.input<typeof taskClose.reply>> {
  const [found, another] = await database.rows<TaskRow>(
    sql`SELECT ${columns} WHERE starts_with(t.id::text, ${task}) LIMIT 2`,
  );
  if (found === undefined) return { type: 'unknown' };
  if (another !== undefined) return { type: 'several' };
  if (found.state === 'done') return { type: 'closed-before', task: told(found) };
  await database.write(sql`
    UPDATE tasks SET state = 'done', owner = coalesce(${owner}, owner), closed_at = ${at}::timestamptz
    WHERE id = ${found.taskId}::uuid AND state = 'open'`);
  return { type: 'closed', task: { ...told(found), state: 'done', owner: owner ?? found.owner, closedAt: at } };
}

function told({ createdAt, closedAt, ...row }: TaskRow): Task {
  return { ...row, createdAt: createdAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}
