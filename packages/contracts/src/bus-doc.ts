/** Renders docs/bus.md from the contracts, so that the page cannot say what is not so. */
import { z } from 'zod';
import { asks, facts } from './catalogue.ts';
import { type Ask, askSubject, type Fact, factSubject } from './define.ts';
import { consumers, streams } from './streams.ts';

/** The whole page, as Markdown. */
export function renderBusDoc(): string {
  return [
    '# The bus',
    '',
    '<!-- Generated from packages/contracts by `npm run verify -- --fix`; a test fails when it is stale. -->',
    '',
    'Two tokens ask, three tokens tell: `calendar.busy` is a question, `transcript.final.<callId>` is a fact. Asks are',
    'request and reply over a queue group named after the service; every ask has a deadline. Live facts are core NATS, lasting',
    'ones go to JetStream with their identity as `Nats-Msg-Id`. Tap a whole call with `*.*.<callId>`.',
    '',
    '## Asks',
    '',
    ...asks.flatMap(renderAsk),
    '## Facts',
    '',
    ...facts.flatMap(renderFact),
    '## Streams',
    '',
    '| stream | subjects | kept | at most |',
    '|---|---|---|---|',
    ...streams.map(
      (stream) =>
        `| ${stream.name} | ${stream.subjects.map(code).join(', ')} | ${stream.maxAgeMs / 86_400_000} days | ${stream.maxBytes / 1_048_576} MB |`,
    ),
    '',
    '## Consumers',
    '',
    '| consumer | service | stream | filter | deliveries |',
    '|---|---|---|---|---|',
    ...Object.values(consumers).map(
      (consumer) =>
        `| ${consumer.name} | ${consumer.service} | ${consumer.stream} | ${code(consumer.filter)} | ${consumer.maxDeliver} |`,
    ),
    '',
  ].join('\n');
}

function renderAsk(ask: Ask): string[] {
  return [
    `### ${code(askSubject(ask))}`,
    '',
    ask.summary,
    '',
    `${ask.askers.length === 0 ? 'Commands' : ask.askers.join(', ')} → ${ask.answerer}, within ${ask.deadlineMs} ms.${ask.direct ? ` Also asked of one instance, on \`<instanceId>.${ask.verb}\`.` : ''}`,
    '',
    `- request: ${shape(ask.request)}`,
    `- reply: ${shape(ask.reply)}`,
    '',
  ];
}

function renderFact(fact: Fact): string[] {
  const kind = fact.lasting ? 'Lasting' : 'Live';
  const hearers = fact.hearers.length === 0 ? 'taps' : fact.hearers.join(', ');
  const dropped = fact.onInterruption === 'dropped' ? ' Dropped by an interruption.' : '';
  return [
    `### ${code(factSubject(fact, `<${fact.about} id>`))}`,
    '',
    fact.summary,
    '',
    `${fact.tellers.join(', ')} → ${hearers}. ${kind}.${dropped}`,
    '',
    `- payload: ${fact.schema instanceof z.ZodObject ? shape(fact.schema) : 'bytes'}`,
    '',
  ];
}

/** The fields of a schema in one line; alternatives are told apart by their literal fields. */
function shape(schema: z.ZodType): string {
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => shape(option as z.ZodType)).join(' or ');
  if (!(schema instanceof z.ZodObject)) return code('any');
  const fields = Object.entries(schema.shape).map(([name, field]) => describeField(name, field as z.ZodType));
  return fields.length === 0 ? code('{}') : code(`{ ${fields.join(', ')} }`);
}

function describeField(name: string, field: z.ZodType): string {
  if (field instanceof z.ZodOptional) return `${name}?`;
  if (field instanceof z.ZodLiteral) return `${name}: ${JSON.stringify(field.value)}`;
  return field instanceof z.ZodNullable ? `${name} | null` : name;
}

function code(text: string): string {
  return `\`${text}\``;
}
