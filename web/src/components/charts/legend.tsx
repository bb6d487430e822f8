import { useTokens } from '../../lib/use-tokens'
import css from './charts.module.css'
import { dashOf, tokenOf } from './line-style'

interface Props {
  groups: { name: string; value: string | undefined }[]
  only: string | undefined
  onOnly: (group: string | undefined) => void
}

/** Names of groups with their value at the cursor; one that is pressed is shown alone. */
export function Legend({ groups, only, onOnly }: Props) {
  const tokens = useTokens()
  return (
    <ul className={css.legend} aria-label="Lines">
      {groups.map(({ name, value }, place) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={only === name}
            data-faded={(only !== undefined && only !== name) || undefined}
            title={only === name ? 'Show all groups' : 'Show this group alone'}
            onClick={() => onOnly(only === name ? undefined : name)}
          >
            <svg width="14" height="8" aria-hidden="true">
              <line
                x1="0"
                x2="14"
                y1="4"
                y2="4"
                stroke={tokens(tokenOf(place))}
                strokeWidth="2.5"
                strokeDasharray={dashOf(place).length > 0 ? '4 3' : undefined}
              />
            </svg>
            {name}
            {value !== undefined && <b>{value}</b>}
          </button>
        </li>
      ))}
    </ul>
  )
}
