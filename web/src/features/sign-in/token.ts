const TOKEN_BEGINS = 'setup_'

/** Whether a text is the token that a server prints at its first start. */
export const isToken = (text: string) => text.startsWith(TOKEN_BEGINS)
