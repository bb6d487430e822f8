/** The dark modules as one path, each row's runs as rectangles one module high. */
export function pathOf(modules: boolean[][]): string {
  return modules.map((row, y) => runsOf(row).map(({ x, width }) => `M${x} ${y}h${width}v1h-${width}z`).join('')).join('')
}

function runsOf(row: boolean[]): { x: number; width: number }[] {
  const runs: { x: number; width: number }[] = []
  row.forEach((isDark, x) => {
    if (!isDark) return
    if (row[x - 1]) runs.at(-1)!.width += 1
    else runs.push({ x, width: 1 })
  })
  return runs
}
