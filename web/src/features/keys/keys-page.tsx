import { useState } from 'react'
import { type MadeKey, useKeys } from '../../api/keys'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { ForScope } from '../../components/scope-note'
import { count } from '../../lib/format'
import { KeyForm } from './key-form'
import { KeyTable } from './key-table'
import css from './keys.module.css'
import { ShownOnce } from './shown-once'

/** Who may do what with the lake: keys of devices, programs and people. */
export function KeysPage() {
  return (
    <Page title="Keys" note="who may send, ask, operate and administer">
      <ForScope scope="admin" what="Keys">
        <Keys />
      </ForScope>
    </Page>
  )
}

function Keys() {
  const keys = useKeys()
  const [made, setMade] = useState<MadeKey | null>(null)
  const isCut = typeof keys.data?.next === 'string'
  return (
    <div className={css.page}>
      {made && <ShownOnce made={made} onDone={() => setMade(null)} />}
      <Panel title="A new key">
        <KeyForm onMade={setMade} />
      </Panel>
      <Panel title="Keys of the lake" note={isCut && `the first ${count(keys.data?.keys.length)}`} flush>
        <Answer query={keys} rows={5}>
          {({ keys: list }) => <KeyTable keys={list} />}
        </Answer>
      </Panel>
    </div>
  )
}
