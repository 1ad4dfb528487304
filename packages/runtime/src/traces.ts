/** Traces: recorded and sent by OTLP only when an endpoint is configured; otherwise every call here costs next to nothing. */
import { type Context, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** Starts tracing when `endpoint` is set. Returns what stops it. The SDK is loaded only then: it takes 30 MB. */
export async function startTraces(
  service: string,
  instanceId: string,
  endpoint: string | undefined,
): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => {};
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': instanceId }),
  });
  sdk.start();
  return () => sdk.shutdown();
}

const tracer = trace.getTracer('bayline');

/** The present trace context as headers, empty when nothing is traced. */
export function traceHeaders(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** Runs `work` inside a span that continues the trace found in `headers`. */
export function inSpan<T>(
  name: string,
  kind: 'asks' | 'answers' | 'hears' | 'calls',
  headers: Record<string, string> | undefined,
  work: (span: Span) => T,
): T {
  const parent: Context = headers === undefined ? context.active() : propagation.extract(context.active(), headers);
  const spanKind = {
    asks: SpanKind.CLIENT,
    answers: SpanKind.SERVER,
    hears: SpanKind.CONSUMER,
    calls: SpanKind.CLIENT,
  }[kind];
  return tracer.startActiveSpan(name, { kind: spanKind }, parent, (span) => {
    try {
      const result = work(span);
      if (result instanceof Promise) {
        result.then(
          () => span.end(),
          (error: unknown) => endFailed(span, error),
        );
      } else {
        span.end();
      }
      return result;
    } catch (error) {
      endFailed(span, error);
      throw error;
    }
  });
}

/** Only the kind of an error goes on a span: its message may hold what a caller said. */
function endFailed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
  span.end();
}
