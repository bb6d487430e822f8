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

/** Asks once more, since what it does is for good. Escape gives up. */
export function SureButton({ label, children, sure, isBusy, onSure }: Props) {
  const [question, setQuestion] = useState<'none' | 'asked' | 'answered'>('none')
  if (question !== 'asked') {
    const hasFocus = question === 'answered' // what had it is gone
    return (
      <PlainButton aria-label={label} autoFocus={hasFocus} onClick={() => setQuestion('asked')}>
        {children}
      </PlainButton>
    )
  }
  const keep = () => setQuestion('answered')
  const answer = () => {
    keep()
    onSure()
  }
  return (
    <span className={css.line} onKeyDown={({ key }) => key === 'Escape' && keep()}>
      <PlainButton isBad autoFocus disabled={isBusy} onClick={answer}>
        {sure}
      </PlainButton>
      <PlainButton onClick={keep}>Keep</PlainButton>
    </span>
  )
}
