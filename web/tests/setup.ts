import 'fake-indexeddb/auto'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'
import '../src/app/texts'
import { loadLater } from '../src/ui/later'

// What a person finds loaded by the time they reach for it, a test finds as well.
beforeEach(loadLater)
afterEach(cleanup)
