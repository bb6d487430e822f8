import { type SchemaVersion, useRejectGroups } from '../../api/get-reject-groups'
import { Select } from '../../components/select'
import type { Which } from './condition'
import css from './quality.module.css'

interface Props {
  which: Which
  onNarrow: (some: Which) => void
}
const ANY_DEVICE = 'any device'
const ANY_VERSION = 'any schema version'

/** Narrows the rejects of a reason to those of a device, or of a version of a schema. */
export function Narrow({ which, onNarrow }: Props) {
  const { devices = [], versions = [] } = useRejectGroups(which.reason).data ?? {}
  return (
    <div className={css.redriveActs} role="group" aria-label="Only those of">
      <Select
        label="Device"
        value={which.device ?? ANY_DEVICE}
        options={[ANY_DEVICE, ...devices]}
        onChange={(name) => onNarrow({ device: devices.find((device) => device === name) })}
      />
      <Select
        label="Schema version"
        value={which.version ? nameOf(which.version) : ANY_VERSION}
        options={[ANY_VERSION, ...versions.map(nameOf)]}
        onChange={(name) => onNarrow({ version: versions.find((one) => nameOf(one) === name) })}
      />
    </div>
  )
}

function nameOf({ schema, version }: SchemaVersion): string {
  return `${schema} version ${version}`
}
