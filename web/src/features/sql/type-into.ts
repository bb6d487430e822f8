/** Writes as if it were typed, so that the browser can undo it. Gives what then stands in the field. */
export function typeInto(field: HTMLTextAreaElement, from: number, to: number, text: string): string {
  field.focus()
  field.setSelectionRange(from, to)
  // There is no other way that can be undone; a browser that has it no more writes all the same.
  const isTyped = document.execCommand?.('insertText', false, text)
  if (!isTyped) field.setRangeText(text, from, to, 'end')
  return field.value
}
