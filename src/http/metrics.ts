import { collectDefaultMetrics, Registry } from 'prom-client';
import { Type } from 'typebox';
import { endpoint } from './endpoint.ts';
import { type GroupFigures, requestMetrics, scanMetrics } from './own-metrics.ts';
import { radioMetrics } from './radio-metrics.ts';
import { type MetricSources, sourceMetrics } from './source-metrics.ts';

/** GET /metrics, and what tells it of scans, groups and requests. Asked of the database only when somebody scrapes. */
export function openMetrics(sources: MetricSources) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = endpoint({
    id: 'metrics',
    summary: 'Figures for Prometheus',
    replies: {
      200: { description: 'Text format 0.0.4.', schema: Type.String(), contentType: registry.contentType },
    },
    async handle(_request, reply) {
      const text = await registry.metrics();
      return reply.type(registry.contentType).serializer(String).send(text);
    },
  });
  sourceMetrics(registry, sources);
  return {
    endpoint: metrics,
    ...scanMetrics(registry),
    ...requestMetrics(registry),
    ...radioMetrics(registry),
  };
}

export type Metrics = ReturnType<typeof openMetrics>;
export type { GroupFigures };
