import { Link } from '@tanstack/react-router'
import { Panel } from '../../components/panel'
import { PATHS } from '../../config/paths'
import css from './boards.module.css'

/** What a board is, where there is none. */
export function HowToBegin() {
  return (
    <Panel title="There are no boards yet" className={css.begin}>
      <p>A board shows views of Explore side by side, drawn anew whenever it is opened.</p>
      <ol>
        <li>
          Choose signals, devices and a time on <Link to={PATHS.explore}>Explore</Link>.
        </li>
        <li>Press “Keep on a board” there and give it a title.</li>
        <li>Arrange the tiles here, and copy a link for others: it has the whole board.</li>
      </ol>
      <p>
        Boards are kept in this browser alone, and the server knows nothing of them. “Export” saves one as a
        file and “Import” takes it anywhere else.
      </p>
    </Panel>
  )
}
