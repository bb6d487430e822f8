import { ActionIcon } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus } from '../../../components/icons'
import css from './map.module.css'

interface Props {
  onZoom: (steps: number) => void
  onHome: () => void
}

export function MapControls({ onZoom, onHome }: Props) {
  const button = { variant: 'default', size: 28 } as const
  return (
    <div className={css.controls} role="group" aria-label="Move the map">
      <ActionIcon {...button} aria-label="Zoom in" title="Zoom in (+)" onClick={() => onZoom(1)}>
        <IconPlus size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon {...button} aria-label="Zoom out" title="Zoom out (−)" onClick={() => onZoom(-1)}>
        <IconMinus size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...button}
        aria-label="Show all devices"
        title="Show all devices (Home)"
        onClick={onHome}
      >
        <IconFocusCentered size={15} aria-hidden />
      </ActionIcon>
    </div>
  )
}
