import type { Values } from '../../lib/metrics-history'
import { type Metrics, sumOf, valueOf } from '../../lib/prometheus-text'

/** What is drawn over the last minutes, of the server and of one of its lakes. */
export const watching =
  (lake: string) =>
  (metrics: Metrics): Values => ({
    received: sumOf(metrics, 'telltale_serve_records_accepted_total', { lake }),
    committed: sumOf(metrics, 'telltale_store_records_total', { lake }),
    judged: sumOf(metrics, 'telltale_pipeline_records_total', { lake }),
    batches: sumOf(metrics, 'telltale_pipeline_batches_total', { lake }),
    requests: sumOf(metrics, 'telltale_serve_requests_total'),
    bytesIn: sumOf(metrics, 'telltale_serve_received_bytes_total'),
    bytesOut: sumOf(metrics, 'telltale_serve_sent_bytes_total'),
    processor: sumOf(metrics, 'process_cpu_seconds_total'),
    memory: valueOf(metrics, 'process_resident_memory_bytes'),
  })
