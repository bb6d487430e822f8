import { MantineProvider, createTheme } from '@mantine/core'
import type { ReactNode } from 'react'

const theme = createTheme({ primaryColor: 'blue', defaultRadius: 'sm', cursorType: 'pointer' })

/** The library writes no style element, which the content policy forbids: its variables come from
 * tokens.css, its classes from its own style sheets. */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
