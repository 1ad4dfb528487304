/** Metrics: OpenTelemetry instruments, read by Prometheus at /metrics. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Attributes, metrics as globalMetrics, type Meter } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Bucket bounds in milliseconds that suit everything from a cache hit to a slow provider. */
const LATENCY_BUCKETS_MS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1_500, 3_000, 6_000, 12_000];

const LOOP_DELAY_RESOLUTION_MS = 10;

export interface Metrics {
  readonly meter: Meter;
  /** A counter; calling it adds. Names end in `_total`. */
  counter(name: string, description: string): (attributes?: Attributes, by?: number) => void;
  /** A histogram of milliseconds. Names end in `_milliseconds`. */
  latency(name: string, description: string): (ms: number, attributes?: Attributes) => void;
  /** A value read when it is scraped. */
  gauge(name: string, description: string, read: () => number): void;
  /** The Prometheus text of everything measured. */
  scrape(): Promise<{ contentType: string; text: string }>;
  /** 99th percentile of the event loop's delay in milliseconds since the last call. */
  eventLoopDelayMs(): number;
  shutdown(): Promise<void>;
}

export function createMetrics(service: string, instanceId: string): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': instanceId }),
    readers: [exporter],
  });
  globalMetrics.setGlobalMeterProvider(provider);
  const meter = provider.getMeter('bayline');
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
  loopDelay.enable();
  const metrics: Metrics = {
    meter,
    counter: (name, description) => {
      const counter = meter.createCounter(name, { description });
      return (attributes, by = 1) => counter.add(by, attributes);
    },
    latency: (name, description) => {
      const histogram = meter.createHistogram(name, {
        description,
        unit: 'ms',
        advice: { explicitBucketBoundaries: LATENCY_BUCKETS_MS },
      });
      return (ms, attributes) => histogram.record(ms, attributes);
    },
    gauge: (name, description, read) => {
      meter.createObservableGauge(name, { description }).addCallback((result) => result.observe(read()));
    },
    scrape: () => scrape(exporter),
    eventLoopDelayMs: () => {
      // The monitor measures from one tick of its own timer to the next: an idle loop reads as the timer's interval.
      const delay = loopDelay.percentile(99) / 1e6 - LOOP_DELAY_RESOLUTION_MS;
      loopDelay.reset();
      return Number.isFinite(delay) ? Math.max(0, delay) : 0;
    },
    shutdown: async () => {
      loopDelay.disable();
      await provider.shutdown();
    },
  };
  metrics.gauge('process_resident_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());
  return metrics;
}

/** The exporter only knows how to write to an HTTP response; this is the smallest thing it accepts as one. */
async function scrape(exporter: PrometheusExporter): Promise<{ contentType: string; text: string }> {
  const { PrometheusSerializer } = await import('@opentelemetry/exporter-prometheus');
  const { resourceMetrics } = await exporter.collect();
  return {
    contentType: 'text/plain; version=0.0.4',
    text: new PrometheusSerializer('', false).serialize(resourceMetrics),
  };
}
