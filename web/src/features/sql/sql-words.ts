// What is offered besides the lake's own names: words of SQL and functions as DuckDB has them.

export const KEYWORDS = (
  'SELECT,FROM,WHERE,GROUP BY,ORDER BY,LIMIT,JOIN,LEFT JOIN,ON,USING,AS,AND,OR,NOT,IN,IS NULL,IS NOT NULL,' +
  'BETWEEN,LIKE,ILIKE,CASE,WHEN,THEN,ELSE,END,DISTINCT,HAVING,WITH,UNION ALL,UNION,EXCEPT,INTERSECT,' +
  'ASC,DESC,NULLS LAST,OFFSET,OVER,PARTITION BY,QUALIFY,FILTER,INTERVAL,TIMESTAMPTZ,DATE,TRUE,FALSE,NULL,' +
  'EXISTS,ASOF JOIN,INNER JOIN,FULL JOIN,CROSS JOIN,UNNEST,VALUES'
).split(',')

/** Each with what it takes, for who reads the list. */
export const FUNCTIONS: Record<string, string> = {
  abs: 'number',
  any_value: 'values',
  approx_count_distinct: 'values',
  arg_max: 'value, by',
  arg_min: 'value, by',
  avg: 'numbers',
  coalesce: 'first, second, …',
  corr: 'numbers, numbers',
  count: 'values or *',
  date_trunc: "'hour', time",
  epoch: 'time',
  extract: "'hour' FROM time",
  first: 'values',
  greatest: 'first, second, …',
  lag: 'value',
  last: 'values',
  lead: 'value',
  least: 'first, second, …',
  length: 'text',
  lower: 'text',
  mad: 'numbers',
  max: 'values',
  median: 'numbers',
  min: 'values',
  mode: 'values',
  now: '',
  nullif: 'value, value',
  quantile_cont: 'numbers, share',
  rank: '',
  regexp_matches: 'text, pattern',
  regr_slope: 'numbers, numbers',
  round: 'number, digits',
  row_number: '',
  starts_with: 'text, beginning',
  stddev: 'numbers',
  strftime: 'time, pattern',
  sum: 'numbers',
  time_bucket: "INTERVAL '1 hour', time",
  try_cast: 'value AS type',
  upper: 'text',
}

const RESERVED = new Set(KEYWORDS.flatMap((words) => words.toLowerCase().split(' ')))

/** Whether a word of a query cannot be the name of something unless it is quoted. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word.toLowerCase())
}
