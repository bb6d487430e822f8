import type { LakeStatus } from '../../api/get-status'
import { IconAlertTriangle } from '../../components/icons'
import css from './overview.module.css'

export function LakeProblems({ problems }: { problems: LakeStatus['problems'] }) {
  if (problems.length === 0) return null
  return (
    <ul className={css.problems} aria-label="What is wrong">
      {problems.map((problem) => (
        <li key={problem.problem} data-warning={problem.is_warning || undefined}>
          <IconAlertTriangle size={15} aria-hidden />
          {problem.why}
        </li>
      ))}
    </ul>
  )
}
