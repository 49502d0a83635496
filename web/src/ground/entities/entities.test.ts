import { expect, test } from 'vitest'
import { decodeHTMLStrict } from '.'

test.each([
  ['&amp;', '&'],
  ['&eacute;', 'é'],
  ['&colon;', ':'],
  ['&NotEqualTilde;', '≂̸'],
  ['&nosuchname;', '&nosuchname;'],
])('%s is %s', (reference, character) => {
  expect(decodeHTMLStrict(reference)).toBe(character)
})
