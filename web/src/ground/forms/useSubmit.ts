import { type FormEvent, useRef, useState } from 'react'
import { explain, fieldErrors } from '@/ground/http'

export interface Submit {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  isPending: boolean
  /** What went wrong with the whole, to be shown in an alert; null when a field says it. */
  problem: string | null
  /** What is wrong with single fields, by their `name`. */
  errors: Record<string, string>
}

/**
 * Submits a form of named inputs: one submission at a time, errors by field where the server says which, and the focus on the
 * first wrong one. The inputs keep their own values, as password managers like it.
 */
export function useSubmit(act: (values: FormData, form: HTMLFormElement) => Promise<void>): Submit {
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const running = useRef(false)

  const submit = async (form: HTMLFormElement) => {
    running.current = true
    setPending(true)
    setFailure(null)
    try {
      await act(new FormData(form), form)
    } catch (error) {
      setFailure(error)
      focusFirst(form, Object.keys(fieldErrors(error)))
    } finally {
      running.current = false
      setPending(false)
    }
  }
  const errors = fieldErrors(failure)
  const onForm = Object.keys(errors).length > 0
  return {
    onSubmit: (event) => {
      event.preventDefault()
      if (!running.current) void submit(event.currentTarget)
    },
    isPending,
    problem: failure === null || onForm ? null : explain(failure),
    errors,
  }
}

function focusFirst(form: HTMLFormElement, names: string[]): void {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && names.includes(element.name)) {
      element.focus()
      return
    }
  }
}

/** The text of a named input. */
export function textIn(values: FormData, name: string): string {
  const value = values.get(name)
  return typeof value === 'string' ? value : ''
}
