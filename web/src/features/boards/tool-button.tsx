import type { ComponentType } from 'react'
import css from './boards.module.css'

interface Props {
  /** What it does; `label` where that alone does not say to which tile. */
  word: string
  label?: string
  /** By which the keyboard finds it again. */
  mark?: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  disabled?: boolean
  onClick: () => void
}

/** A small button with a picture, of one tile. */
export function ToolButton({ word, label = word, mark, icon: Icon, disabled = false, onClick }: Props) {
  return (
    <button
      type="button"
      className={css.tool}
      aria-label={label}
      title={word}
      data-move={mark}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={15} stroke={1.8} />
    </button>
  )
}
