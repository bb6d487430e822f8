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
  const audit = useAuditPages(PAGE_ROWS)
  return (
    <Answer query={audit} rows={10}>
      {({ pages }) => (
        <Found all={pages.flatMap((page) => page.entries)} act={act} reading={audit} />
      )}
    </Answer>
  )
}

interface FoundProps extends AuditSearch {
  all: AuditEntry[]
  reading: ReturnType<typeof useAuditPages>
}

function Found({ all, act, reading }: FoundProps) {
  if (all.length === 0) return <StateNote title="Nobody has done anything yet" />
  const list = act ? all.filter((entry) => entry.act === act) : all
  const seen = reading.hasNextPage ? `the newest ${count(all.length)}` : `all ${count(all.length)}`
  const note = act ? `${count(list.length)} of ${seen}` : seen
  return (
    <Panel title="Entries" note={note} className={css.audit} flush>
      <AuditList key={act} list={list} isPicked={act !== undefined} reading={reading} />
    </Panel>
  )
}
