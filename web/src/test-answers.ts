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
        commits: [],
      },
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
  '/v1/books': { ...COUNTS, commit: 4, digest: 'a0', late: 43, balanced: true },
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
