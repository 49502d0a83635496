import { Editor } from '@tiptap/core'
import { TrailingNode } from '@tiptap/extensions/trailing-node'
import { UndoRedo } from '@tiptap/extensions/undo-redo'
import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { FieldProps, Handover, Tool } from '../field'
import type { Suggestion } from '../useSuggestions'
import { readSelection, selectionAt } from './caret'
import { Direction } from './direction'
import { documentOf } from './document/read'
import { messageExtensions } from './document/schema'
import { hasWords, markdownOf } from './document/write'
import { Highlight } from './highlight'
import { breakLine, isInCode, MessageKeys } from './keys'
import type { LinkDraft } from './LinkBar'
import { insertFrom } from './paste/insert'
import { applyTool, toolsAt } from './tools'

interface MessageEditorOptions {
  /** What the field was last drawn with. */
  latest: () => FieldProps
  className: string
  openLink: (link: LinkDraft) => void
}

/** The editor behind the rich field: says what is written as Markdown, and shows Markdown that comes from elsewhere. */
export class MessageEditor {
  private readonly editor: Editor
  private readonly options: MessageEditorOptions
  /** What was last said or shown: only something else is news. */
  private stored: string
  private attributes: Record<string, string> = {}
  /** With Shift the clipboard is pasted as the plain text it is. */
  private isShiftHeld = false
  private isBreaking = false

  constructor(element: HTMLElement, options: MessageEditorOptions) {
    this.options = options
    this.stored = options.latest().stored
    this.editor = new Editor({
      element,
      // The Content-Security-Policy allows no style that a script writes; ours has the rules.
      injectCSS: false,
      extensions: [
        ...messageExtensions(),
        Direction,
        MessageKeys,
        Highlight,
        UndoRedo,
        TrailingNode.configure({ node: 'paragraph', notAfter: ['bulletList', 'orderedList'] }),
      ],
      content: documentOf(this.stored),
      editorProps: {
        attributes: ({ doc }) => ({
          class: options.className,
          role: 'textbox',
          'aria-multiline': 'true',
          ...(isBlank(doc) ? { 'data-blank': '' } : {}),
          ...this.attributes,
        }),
        handleDOMEvents: {
          keyup: (_view, event) => {
            this.isShiftHeld = event.shiftKey
            return false
          },
          // Before the editor parses it on its own: the HTML of others is read by what cleans it and by nothing else.
          paste: (view, event) => {
            event.preventDefault()
            if (event.clipboardData !== null)
              insertFrom(view, event.clipboardData, this.isShiftHeld)
            return true
          },
          drop: (view, event) => this.onDrop(view, event),
        },
        handleKeyDown: (_view, event) => this.onKey(event),
        clipboardTextSerializer: (slice, view) =>
          markdownOf(view.state.schema.topNodeType.create(null, slice.content)) ||
          slice.content.textBetween(0, slice.content.size, '\n'),
      },
      onUpdate: () => this.say(),
      onTransaction: () => this.look(),
      onBlur: () => options.latest().suggestions.close(),
    })
    this.look()
  }

  destroy(): void {
    this.editor.destroy()
  }

  setAttributes(attributes: Record<string, string>): void {
    if (JSON.stringify(attributes) === JSON.stringify(this.attributes)) return
    this.attributes = attributes
    this.editor.view.setProps({})
  }

  focus(): void {
    this.editor.view.focus()
  }

  takeOver(handover: Handover): void {
    const { state, view } = this.editor
    const begun = state.tr.setSelection(selectionAt(state.doc, this.stored, handover))
    // Markdown does not count the space after the last word; whoever is writing has just typed it.
    const space = / +$/.exec(this.stored)?.[0] ?? ''
    const isAtEnd = handover.anchor === this.stored.length && handover.head === handover.anchor
    view.dispatch(space !== '' && isAtEnd ? begun.insertText(space) : begun)
    if (handover.hasFocus) view.focus()
  }

  /** Shows a text that was not written here. What was undone before belongs to another text. */
  show(stored: string): void {
    // The space after the last word is the editor's own: Markdown does not count it.
    if (stored.trimEnd().normalize('NFC') === this.stored.trimEnd().normalize('NFC')) return
    this.stored = stored
    const { state, schema, view } = this.editor
    const doc = schema.nodeFromJSON(documentOf(stored))
    const selection = TextSelection.atEnd(doc)
    view.updateState(EditorState.create({ doc, selection, plugins: state.plugins }))
    this.look()
  }

  apply(tool: Tool): void {
    if (tool === 'link') this.askForLink()
    else applyTool(this.editor, tool)
  }

  insert(text: string): void {
    const { $from } = this.editor.state.selection
    const before = $from.parent.textBetween(0, $from.parentOffset, null, ' ').at(-1) ?? ' '
    const piece = text === '@' && !/\s/.test(before) ? ' @' : text
    this.editor.chain().focus().insertContent({ type: 'text', text: piece }).run()
  }

  take(suggestion: Suggestion, from: number, to: number): void {
    const start = this.editor.state.selection.$from.start()
    const range = { from: start + from, to: start + to }
    const content =
      suggestion.kind === 'emoji'
        ? [{ type: 'text', text: suggestion.emoji.character }]
        : [
            {
              type: 'mention',
              attrs: { accountId: suggestion.person.accountId, name: suggestion.person.name },
            },
            { type: 'text', text: ' ' },
          ]
    this.editor.chain().focus().insertContentAt(range, content).run()
  }

  setLink(href: string, words: string): void {
    const { empty, from, to } = this.editor.state.selection
    const chain = this.editor.chain().focus()
    const marks = [{ type: 'link', attrs: { href } }]
    if (this.editor.isActive('link')) {
      chain.extendMarkRange('link').setMark('link', { href }).run()
    } else if (empty)
      chain.insertContentAt({ from, to }, { type: 'text', text: words, marks }).run()
    else chain.setMark('link', { href }).run()
  }

  removeLink(): void {
    this.editor.chain().focus().extendMarkRange('link').unsetMark('link').run()
  }

  private askForLink(): void {
    const { state } = this.editor
    const { from, to, empty } = state.selection
    const href = String(this.editor.getAttributes('link').href ?? '')
    const words = empty && href !== '' ? href : state.doc.textBetween(from, to, ' ')
    this.options.openLink({ words, href })
  }

  private onKey(event: KeyboardEvent): boolean {
    if (this.isBreaking) return false
    this.isShiftHeld = event.shiftKey
    readSelection(this.editor.view)
    const isCommand = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey
    if (isCommand && event.key.toLowerCase() === 'k') {
      this.askForLink()
      event.preventDefault()
      return true
    }
    const { onKey, enterKeyHint } = this.options.latest()
    const answer = onKey(event, isInCode(this.editor.state))
    if (answer === 'break') {
      // The parts of the editor are asked what Enter means where the caret is, as if it had been pressed.
      this.isBreaking = true
      breakLine(this.editor, event, enterKeyHint === 'send')
      this.isBreaking = false
    }
    if (answer === 'own') return false
    event.preventDefault()
    return true
  }

  /** What is dragged within the text is the editor's own affair; anything else is a paste where it falls. */
  private onDrop(view: EditorView, event: DragEvent): boolean {
    if (view.dragging !== null || event.dataTransfer === null) return false
    event.preventDefault()
    const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
    if (place === null) return true
    const { doc, tr } = view.state
    view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(place.pos))))
    insertFrom(view, event.dataTransfer, false)
    return true
  }

  private say(): void {
    const stored = markdownOf(this.editor.state.doc)
    if (stored === this.stored) return
    this.stored = stored
    this.options.latest().onChange(stored)
  }

  /** Tells what stands before the caret, and which tools hold there. */
  private look(): void {
    const { suggestions, onTools } = this.options.latest()
    const { selection } = this.editor.state
    const { $from, empty } = selection
    const isText = empty && $from.parent.isTextblock && $from.parent.type.spec.code !== true
    const before = isText ? $from.parent.textBetween(0, $from.parentOffset, null, '\ufffc') : ''
    if (this.editor.view.hasFocus()) suggestions.look(before, before.length)
    onTools(toolsAt(this.editor))
  }
}

/** Whether nothing at all is drawn, so that the placeholder may be. */
function isBlank(doc: Node): boolean {
  const isOneLine = doc.childCount === 1 && doc.firstChild?.type.name === 'paragraph'
  return isOneLine && !hasWords(doc) && doc.textContent === ''
}
