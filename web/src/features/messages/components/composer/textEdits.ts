/** A text field's content and what is selected in it. */
export interface Selection {
  text: string
  start: number
  end: number
}

/** Replace `from`–`to` by `text`, then select `start`–`end`. Positions count UTF-16 units of the old text, the selection of the new one. */
export interface Edit {
  from: number
  to: number
  text: string
  start: number
  end: number
}

/** Puts a mark around what is selected, or takes it away when it is there already. */
export function toggleMark({ text, start, end }: Selection, mark: string): Edit {
  const size = mark.length
  const chosen = text.slice(start, end)
  const isInside = chosen.length >= 2 * size && chosen.startsWith(mark) && chosen.endsWith(mark)
  if (isInside) {
    const bare = chosen.slice(size, -size)
    return { from: start, to: end, text: bare, start, end: start + bare.length }
  }
  const isAround = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark
  if (start >= size && isAround) {
    return {
      from: start - size,
      to: end + size,
      text: chosen,
      start: start - size,
      end: end - size,
    }
  }
  return {
    from: start,
    to: end,
    text: `${mark}${chosen}${mark}`,
    start: start + size,
    end: end + size,
  }
}

/** Inline code for a piece of a line, a fenced block for several lines or where one is asked for. */
export function toggleCode(selection: Selection, as?: 'block'): Edit {
  const { text, start, end } = selection
  const chosen = text.slice(start, end)
  if (!chosen.includes('\n') && as === undefined) return toggleMark(selection, '`')
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n'
  const after = end === text.length || text[end] === '\n' ? '' : '\n'
  const block = `${before}\`\`\`\n${chosen}\n\`\`\`${after}`
  const at = start + before.length + 4
  return { from: start, to: end, text: block, start: at, end: at + chosen.length }
}

/** Puts a mark before each line that the selection touches, or takes it away where each has it; the mark may count the lines. */
export function toggleLines({ text, start, end }: Selection, mark: (line: number) => string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  const to = next === -1 ? text.length : next
  const lines = text.slice(from, to).split('\n')
  const isMarked = lines.every((line, at) => line.startsWith(mark(at)))
  const changed = lines
    .map((line, at) => (isMarked ? line.slice(mark(at).length) : `${mark(at)}${line}`))
    .join('\n')
  const caret = from + changed.length
  const isOneLine = lines.length === 1
  return { from, to, text: changed, start: isOneLine ? caret : from, end: caret }
}

/** Whether the caret stands in a fenced block of code, or on the line that opens one. */
export function isInFence(text: string, caret: number): boolean {
  const lines = text.slice(0, caret).split('\n')
  return lines.filter((line) => line.startsWith('```')).length % 2 === 1
}

/** Makes a link of what is selected, and selects the part that is still to be written. */
export function makeLink({ text, start, end }: Selection): Edit {
  const chosen = text.slice(start, end)
  if (/^https?:\/\/\S+$/.test(chosen)) {
    return { from: start, to: end, text: `[](${chosen})`, start: start + 1, end: start + 1 }
  }
  const at = start + chosen.length + 3
  return { from: start, to: end, text: `[${chosen}](https://)`, start: at, end: at + 8 }
}

/** Puts `piece` in place of `from`–`to`, with the caret after it. */
export function insertAt(from: number, to: number, piece: string): Edit {
  return { from, to, text: piece, start: from + piece.length, end: from + piece.length }
}

/**
 * Applies an edit to a text field so that the browser's own undo takes it back.
 *
 * `insertText` is the only command that keeps the undo history; where a browser lacks it the text is set directly.
 */
export function applyEdit(field: HTMLTextAreaElement, edit: Edit): void {
  field.focus()
  field.setSelectionRange(edit.from, edit.to)
  const isDone =
    typeof document.execCommand === 'function' &&
    document.execCommand(edit.text === '' ? 'delete' : 'insertText', false, edit.text)
  if (!isDone) {
    field.setRangeText(edit.text, edit.from, edit.to, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(edit.start, edit.end)
}
