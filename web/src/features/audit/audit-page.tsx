import { ACTS, type AuditEntry, useAuditPages } from '../../api/get-audit'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { ForScope } from '../../components/scope-note'
import { Select } from '../../components/select'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import type { AuditSearch } from './audit-search'
import { AuditList } from './audit-list'
import css from './audit.module.css'
import { wordOf } from './sentences'

const PAGE_ROWS = 200
const ANY = 'all acts'

/** Who did what to whom may do what, the newest first. */
export function AuditPage() {
  const [{ act }, change] = useAddress<AuditSearch>()
  const tools = (
    <Select
      label="Act"
      value={act ? wordOf(act) : ANY}
      options={[ANY, ...ACTS.map(wordOf)]}
      onChange={(word) => change({ act: ACTS.find((one) => wordOf(one) === word) })}
    />
  )
  return (
    <Page title="Audit" note="who did what, the newest first" tools={tools}>
      <ForScope scope="admin" what="Audit">
        <Trail act={act} />
      </ForScope>
    </Page>
  )
}

function Trail({ act }: AuditSearch) {
  const audit = useAuditPages(PAGE_ROWS, act)
  return (
    <Answer query={audit} rows={10}>
      {({ pages }) => (
        <Found list={pages.flatMap((page) => page.entries)} act={act} reading={audit} />
      )}
    </Answer>
  )
}

interface FoundProps extends AuditSearch {
  list: AuditEntry[]
  reading: ReturnType<typeof useAuditPages>
}

function Found({ list, act, reading }: FoundProps) {
  if (list.length === 0)
    return <StateNote title={act ? 'Nobody has done that' : 'Nobody has done anything yet'} />
  const note = `${reading.hasNextPage ? 'the newest' : 'all'} ${count(list.length)}`
  return (
    <Panel title="Entries" note={note} className={css.audit} flush>
      <AuditList key={act} list={list} reading={reading} />
    </Panel>
  )
}
