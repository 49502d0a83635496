import 'fake-indexeddb/auto'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'
import '../src/app/texts'
import { loadLater } from '../src/ui/later'

// What a person finds loaded by the time they reach for it, a test finds as well.
beforeEach(loadLater)
afterEach(cleanup)

// The rich text field needs a browser that lays out text; there the journeys drive it, and here the plain field goes on.
vi.mock('../src/features/messages/components/composer/richField', () => ({
  useRichField: () => null,
}))
