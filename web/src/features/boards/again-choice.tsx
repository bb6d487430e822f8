import { Button } from '@mantine/core'
import { Select } from '../../components/select'
import { useAddress } from '../../lib/use-address'
import { type BoardsSearch, EVERY_MINUTES } from './boards-search'
import css from './boards.module.css'

const BY_HAND = 'by the button'
const wordOf = (minutes: number) => (minutes === 1 ? 'every minute' : `every ${minutes} minutes`)

/** When the tiles ask again. */
export function AgainChoice({ onAskAgain }: { onAskAgain: () => void }) {
  const [{ every }, change] = useAddress<BoardsSearch>()
  return (
    <>
      <label className={css.again}>
        <span>Asks again</span>
        <Select
          label="Asks again"
          value={every ? wordOf(every) : BY_HAND}
          options={[BY_HAND, ...EVERY_MINUTES.map(wordOf)]}
          onChange={(word) => change({ every: EVERY_MINUTES.find((minutes) => wordOf(minutes) === word) })}
        />
      </label>
      <Button size="xs" variant="default" onClick={onAskAgain}>
        Ask again
      </Button>
    </>
  )
}
