import { useQuery } from '@tanstack/react-query'
import { Waiting } from '../../components/state-note'
import css from './account.module.css'
import { pathOf } from './qr-path'

interface Props {
  text: string
  label: string
}
const QUIET = 4 // modules of nothing around it, by ISO/IEC 18004

/** Dark on light whatever the scheme, as some cameras know no other. Who makes it is loaded when it
 * is needed; where that fails, the text beside it says the same. */
export function QrCode({ text, label }: Props) {
  const coder = useQuery({
    queryKey: ['qr-coder'],
    queryFn: async () => (await import('uqr')).encode,
    staleTime: 'static',
  })
  if (coder.error) return <p role="alert">The QR code cannot be drawn: type the secret.</p>
  if (!coder.data) return <Waiting rows={5} />
  const { data: modules, size } = coder.data(text, { ecc: 'M', border: QUIET })
  return (
    <svg className={css.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={pathOf(modules)} shapeRendering="crispEdges" />
    </svg>
  )
}
