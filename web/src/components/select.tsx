import css from './select.module.css'

interface Props {
  label: string
  value: string
  options: readonly string[]
  onChange: (value: string) => void
}

export function Select({ label, value, options, onChange }: Props) {
  return (
    <select
      className={css.select}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  )
}
