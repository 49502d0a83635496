import { expect, test } from 'vitest'
import { newId } from './uuid'

test('an id is a UUIDv7 of its instant', () => {
  // The example of RFC 9562, appendix A.6.
  expect(newId(0x017f22e279b0)).toMatch(
    /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})

test('two ids of one instant differ, and later ones sort after', () => {
  expect(newId(1000)).not.toBe(newId(1000))
  expect(newId(1000) < newId(1001)).toBe(true)
})
