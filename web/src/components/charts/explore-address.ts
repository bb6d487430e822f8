import { isOneOf } from '../../lib/is-one-of'
import { only, type Search, textOf, textsOf, timeOf } from '../../lib/read-address'
import { DEVICES_MAX, type ExploreSearch, SIGNALS_MAX, type Span, SPANS, VIEWS } from './choice'

/** What an address of Explore says; anything else in it is left out. */
export function exploreSearch(search: Search): ExploreSearch {
  const { view, span, table } = search
  return only<ExploreSearch>({
    view: isOneOf(VIEWS, view) ? view : undefined,
    signals: textsOf(search.signals, SIGNALS_MAX),
    devices: textsOf(search.devices, DEVICES_MAX),
    by: textOf(search.by),
    span: isOneOf(Object.keys(SPANS), span) ? (span as Span) : undefined,
    from: timeOf(search.from),
    to: timeOf(search.to),
    only: textOf(search.only),
    table: table === true ? true : undefined,
  })
}
