import { lakeOf, useStatus } from '../../api/get-status'
import { useLake } from '../../lib/use-lake'
import { AnomalyFeed } from './anomaly-feed'
import { BooksEquation } from './books-equation'
import { DeviceTypes } from './device-types'
import { KeyNumbers } from './key-numbers'
import { LakeProblems } from './lake-problems'
import { MapPanel } from './map/map-panel'
import css from './overview.module.css'

export function OverviewPage() {
  const lake = lakeOf(useStatus().data, useLake())
  return (
    <div className={css.page}>
      <h1 className={css.hidden}>Overview</h1>
      {lake && <LakeProblems problems={lake.problems} />}
      <KeyNumbers />
      <BooksEquation />
      <MapPanel className={css.map} emptyClassName={css.noMap} />
      <AnomalyFeed className={css.feed} />
      <DeviceTypes className={css.types} />
    </div>
  )
}
