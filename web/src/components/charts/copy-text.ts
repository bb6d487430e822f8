// A chart's question as texts that one can run elsewhere. The key is never part of them.
export interface Asked {
  sql: string
  server: string
  lake: string | undefined
  hasKey: boolean
  asOf: string | undefined
}

export function pythonOf({ sql, server, lake, hasKey, asOf }: Asked): string {
  const headers = [
    ...(hasKey ? ['"Authorization": "Bearer " + os.environ["TELLTALE_KEY"]'] : []),
    ...(lake ? [`"Telltale-Lake": ${JSON.stringify(lake)}`] : []),
  ]
  return [
    ...(hasKey ? ['import os', ''] : []),
    'import requests',
    '',
    `SQL = """`,
    `${pythonText(sql)}`,
    '"""',
    '',
    'answer = requests.post(',
    `    ${JSON.stringify(`${server}/v1/query`)},`,
    ...(headers.length > 0 ? [`    headers={${headers.join(', ')}},`] : []),
    `    json={"sql": SQL, "format": "objects"${asOf ? `, "as_of": ${JSON.stringify(asOf)}` : ''}},`,
    '    timeout=60,',
    ')',
    'answer.raise_for_status()',
    'rows = answer.json()',
    '',
  ].join('\n')
}

export function curlOf({ sql, server, lake, hasKey, asOf }: Asked): string {
  const parts = [
    'curl --fail-with-body -sS',
    '-H "Content-Type: application/json"',
    ...(hasKey ? ['-H "Authorization: Bearer $TELLTALE_KEY"'] : []),
    ...(lake ? [`-H ${shellText(`Telltale-Lake: ${lake}`)}`] : []),
    `--data-binary ${shellText(JSON.stringify({ sql, format: 'csv', as_of: asOf }))}`,
    shellText(`${server}/v1/query`),
  ]
  return `${parts.join(' \\\n  ')}\n`
}

// Between three quotes: what would end the text or mean something else is escaped.
function pythonText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"').replaceAll('\r', '\\r')
}

function shellText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
