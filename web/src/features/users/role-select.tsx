import { type Role, ROLES } from '../../api/get-session'
import { Select } from '../../components/select'
import css from './users.module.css'

const WORDS: Record<Role, string> = {
  viewer: 'looks at everything and asks',
  operator: 'says what became of anomalies, too',
  admin: 'makes keys and users as well, and may do everything',
}

/** A role, and in words what it lets somebody do. */
export function RoleSelect({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <div className={css.role}>
      <Select label="Role" value={role} options={ROLES} onChange={(word) => onChange(word as Role)} />
      <span>{WORDS[role]}</span>
    </div>
  )
}
