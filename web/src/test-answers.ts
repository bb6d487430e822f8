// What a server answers in tests, by path.
const SCRIPT = '<img src=x onerror=alert(1)>'
const TIME = '2026-11-27T21:22:01.768Z'
const COUNTS = {
  received: 43_064,
  stored: 43_046,
  duplicate: 11,
  conflict: 3,
  rejected: 4,
  erased: 0,
  expired: 0,
  in_flight: 0,
}

export const ANSWERS: Record<string, unknown> = {
  '/v1/status': {
    version: '0.1.0',
    started: TIME,
    resident_bytes: 1,
    lakes: [
      {
        name: 'plant',
        state: 'serving',
        commit: 4,
        commit_time: TIME,
        books: { ...COUNTS, balance: true },
        problems: [],
        commits: [{ commit: 4, time: TIME, kinds: 'ingest', received: 78 }],
        live_files: 86,
        live_bytes: 40_900_000,
        backlog_bytes: 0,
        disk: { reserve_bytes: 1, free_bytes: 51_000_000_000 },
      },
    ],
  },
  '/v1/session': {
    id: 'open',
    user: null,
    role: null,
    scopes: ['ingest', 'read', 'operate', 'admin'],
    lake: 'plant',
    two_factor: null,
    expires: null,
  },
  '/readyz': { ready: true, lakes: { plant: { ingest: true, query: true } } },
  '/v1/fleet': {
    commit: 4,
    total: 60,
    groups_total: 2,
    groups: [
      { value: SCRIPT, count: 59, connected: 57, silent: 2, faulty: 0 },
      { value: null, count: 1, connected: 0, silent: 0, faulty: 1 },
    ],
  },
  '/v1/devices': {
    commit: 4,
    total: 60,
    states: { connected: 57, silent: 2, faulty: 1 },
    devices: [
      {
        device_id: SCRIPT,
        state: 'connected',
        newest_time: TIME,
        received: TIME,
        signals: {},
        attributes: { device_type: { value: SCRIPT, time: TIME } },
      },
    ],
  },
  '/v1/query': { commit: 4, columns: [], rows: [], row_count: 0, truncated: false },
  '/v1/map': { commit: 4, total: 60, placed: 0, clusters: [] },
  '/v1/books': { ...COUNTS, commit: 4, commit_time: '2026-11-26T12:00:00Z', digest: 'a0', late: 43, balanced: true },
  '/v1/anomalies': {
    commit: 4,
    anomalies: [
      {
        anomaly_id: '2bb8',
        status: 'acknowledged',
        feedback: [{ feedback: 'commented', by: 'k1', at: TIME, text: SCRIPT }],
        kind: 'unusual',
        device_id: SCRIPT,
        signal: 'temperature',
        unit: '°C',
        event_time: TIME,
        score: 0.795,
        value: 19.93,
        expected_low: 18.9,
        expected_high: 19.2,
        reason: `temperature 19.93 °C of ${SCRIPT} is unusual`,
        contributions: [
          { channel: 'forecast', share: 0.429 },
          { channel: 'volatility', share: 0.21 },
          { channel: 'change', share: 0.156 },
        ],
        receipt: '1:12241169:0',
        commit: 2,
      },
    ],
  },
}

export const METRICS = `# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 121040896
# TYPE process_open_fds gauge
process_open_fds 26
# TYPE process_max_fds gauge
process_max_fds 20000
# TYPE telltale_app_disk_left_seconds gauge
# TYPE telltale_pipeline_lanes gauge
telltale_pipeline_lanes{lake="plant"} 2
# TYPE telltale_serve_requests_total counter
telltale_serve_requests_total{route="/v1/status",status="2xx"} 40
telltale_serve_requests_total{route="/v1/readings",status="2xx"} 70
telltale_serve_requests_total{route="/v1/readings",status="4xx"} 5
telltale_serve_requests_total{route="/v1/readings",status="5xx"} 1
# TYPE telltale_serve_records_accepted_total counter
telltale_serve_records_accepted_total{lake="plant"} 1000
# TYPE telltale_store_records_total counter
telltale_store_records_total{lake="plant",disposition="rejected"} 7
telltale_store_records_total{lake="other",disposition="rejected"} 900
# TYPE telltale_journal_sync_seconds histogram
telltale_journal_sync_seconds_bucket{lake="plant",le="0.005"} 2
telltale_journal_sync_seconds_bucket{lake="plant",le="0.01"} 6
telltale_journal_sync_seconds_bucket{lake="plant",le="+Inf"} 8
telltale_journal_sync_seconds_bucket{lake="other",le="+Inf"} 900
`
