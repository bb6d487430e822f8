import { useReadiness } from '../../api/get-readiness'
import type { LakeStatus } from '../../api/get-status'
import { Answer } from '../../components/answer'
import { Panel } from '../../components/panel'
import { type Finding, findingsOf } from './findings'
import css from './platform.module.css'

/** Whether the lake does what it is for, and if not: why, and what to do. */
export function Health({ lake }: { lake: LakeStatus }) {
  const readiness = useReadiness()
  return (
    <Panel title="Health" note="what is so, and what to do about it" flush>
      <Answer query={readiness} rows={5}>
        {(data) => (
          <ul className={css.findings} aria-label="Findings">
            {findingsOf(lake, data).map((finding) => (
              <Row key={`${finding.check} ${finding.what}`} finding={finding} />
            ))}
          </ul>
        )}
      </Answer>
    </Panel>
  )
}

function Row({ finding }: { finding: Finding }) {
  const { check, health, what, todo, command } = finding
  return (
    <li>
      <span className={css.check}>{check}</span>
      <span className={css.state} data-health={health}>
        {health}
      </span>
      <div className={css.what}>
        {what}
        {todo && (
          <p>
            {todo} {command && <code>{command}</code>}
          </p>
        )}
      </div>
    </li>
  )
}
