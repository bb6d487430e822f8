import { useState } from 'react'
import css from './form.module.css'
import { PlainButton } from './plain-button'

interface Props {
  /** What it does, for who does not see what it stands beside. */
  label: string
  children: string
  /** What the second question is answered with. */
  sure: string
  isBusy: boolean
  onSure: () => void
}

/** Asks once more, since what it does is for good. */
export function SureButton({ label, children, sure, isBusy, onSure }: Props) {
  const [isAsking, ask] = useState(false)
  if (!isAsking) {
    return (
      <PlainButton aria-label={label} onClick={() => ask(true)}>
        {children}
      </PlainButton>
    )
  }
  const answer = () => {
    ask(false)
    onSure()
  }
  return (
    <span className={css.line}>
      <PlainButton isBad autoFocus disabled={isBusy} onClick={answer}>
        {sure}
      </PlainButton>
      <PlainButton onClick={() => ask(false)}>Keep</PlainButton>
    </span>
  )
}
