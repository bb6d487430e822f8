// What a browser says of a page: time to paint and to be used, work a step, frames, memory.
// Work is processor time of the page's own thread, which other work on the machine does not inflate;
// frames and times to paint are by the clock.
const QUIET_MS = 1_000
const PAUSE_MS = 40

export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

/** The browser's own counters of a page. */
export async function counters(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name) => 1_000 * metrics.find((metric) => metric.name === name).value
    return { script_ms: of('ScriptDuration'), task_ms: of('TaskDuration') }
  }
  const heapBytes = async () => {
    await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize
  }
  return { read, heapBytes }
}

/** To be called before the page is opened, so that nothing is missed. */
export function watchTasks(page) {
  return page.addInitScript(() => {
    window.longTasks = []
    const observer = new PerformanceObserver((list) =>
      window.longTasks.push(...list.getEntries().map(({ startTime, duration }) => startTime + duration)),
    )
    observer.observe({ type: 'longtask', buffered: true })
  })
}

/** When something was seen first, and when all was there and no long task came any more; in ms. */
export async function openingTimes(page, isWhole) {
  await page.waitForFunction(isWhole, null, { polling: 'raf' })
  const whole = await page.evaluate(() => performance.now())
  await page.waitForTimeout(QUIET_MS)
  return page.evaluate((done) => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    const lastTask = Math.max(0, ...window.longTasks)
    return { paint: paint.startTime, interactive: Math.max(done, lastTask) }
  }, whole)
}

/** Does a step so many times: the script work of each, and of all of the page's thread. */
export async function workOf(page, steps, step) {
  const { read } = await counters(page)
  const works = []
  let before = await read()
  for (let number = 0; number < steps; number++) {
    await step(number)
    await page.waitForTimeout(PAUSE_MS) // two frames, in which what the step asked for is drawn
    const now = await read()
    works.push({ script_ms: now.script_ms - before.script_ms, task_ms: now.task_ms - before.task_ms })
    before = await read()
  }
  return works
}

/** How long each frame took while steps were done one after the other, in ms. */
export async function framesOf(page, steps, step) {
  await page.evaluate(() => {
    window.frames_ms = []
    let last = performance.now()
    const tick = (now) => {
      window.frames_ms.push(now - last)
      last = now
      window.frame = requestAnimationFrame(tick)
    }
    window.frame = requestAnimationFrame(tick)
  })
  for (let number = 0; number < steps; number++) await step(number)
  return page.evaluate(() => {
    cancelAnimationFrame(window.frame)
    return window.frames_ms.slice(1)
  })
}

/** Rows that stand in the page beyond those that are seen, of the list or table with the most. What is
 * short and has no place of its own to scroll in is the page itself, as the lines of a picture are. */
export function rowsUnseen(page) {
  return page.evaluate(() => {
    const SHORT = 30
    const SCROLLS = /auto|scroll/
    const scrollerOf = (element) => {
      for (let at = element.parentElement; at; at = at.parentElement)
        if (at.scrollHeight > at.clientHeight + 1 && SCROLLS.test(getComputedStyle(at).overflowY)) return at
      return document.documentElement
    }
    const unseen = new Map()
    for (const row of document.querySelectorAll('main tbody tr:not([aria-hidden]), main ol > li')) {
      const list = row.parentElement
      const scroller = scrollerOf(row)
      const isPage = scroller === document.documentElement
      if ((isPage || scroller.matches('main')) && list.children.length <= SHORT) continue
      const place = isPage ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect()
      const { top, bottom } = row.getBoundingClientRect()
      const isSeen = bottom > place.top && top < place.bottom
      unseen.set(list, (unseen.get(list) ?? 0) + (isSeen ? 0 : 1))
    }
    return Math.max(0, ...unseen.values())
  })
}
