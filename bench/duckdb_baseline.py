"""What a data engineer would write with DuckDB: read, filter by the ranges, drop repeats, write.

usage: duckdb_baseline.py LINES OUT.parquet
"""

import sys

import duckdb

QUERY = """
COPY (
  SELECT DISTINCT ON (device_id, timestamp) *
  FROM read_json('{lines}', format = 'newline_delimited', columns = {{
    device_id: 'VARCHAR', device_type: 'VARCHAR', timestamp: 'TIMESTAMP',
    temperature: 'DOUBLE', humidity: 'DOUBLE', battery_level: 'DOUBLE',
    energy_consumption: 'DOUBLE', latitude: 'DOUBLE', longitude: 'DOUBLE',
    status: 'VARCHAR', firmware_version: 'VARCHAR',
    anomaly: 'BOOLEAN', anomaly_score: 'DOUBLE', anomaly_reason: 'VARCHAR'}})
  WHERE temperature BETWEEN -50 AND 100 AND humidity BETWEEN 0 AND 100
    AND battery_level BETWEEN 0 AND 100 AND energy_consumption >= 0
    AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""

connection = duckdb.connect(config={"threads": 2})
connection.execute(QUERY.format(lines=sys.argv[1], out=sys.argv[2]))
print(f"duckdb {duckdb.__version__}", file=sys.stderr)
