import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { lazyPage } from './lazy-page'
import { Theme } from './theme'

test('a page whose code does not come says so, and comes when it can', async () => {
  let isLost = true
  const load = async () => {
    if (isLost) throw new TypeError('Failed to fetch dynamically imported module')
    return { There: () => <h1>There</h1> }
  }
  const Page = lazyPage(load, 'There')
  await Page.preload() // by pointing at a link: no failure of anybody's
  render(
    <Theme>
      <Page />
    </Theme>,
  )
  expect(await screen.findByRole('alert')).toHaveTextContent('see whether the server runs')
  isLost = false
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: 'There' })).toBeInTheDocument()
})

test('a page that came before is there at once', async () => {
  const Page = lazyPage(async () => ({ There: () => <h1>There</h1> }), 'There')
  await Page.preload()
  render(<Page />)
  expect(screen.getByRole('heading', { name: 'There' })).toBeInTheDocument()
})
