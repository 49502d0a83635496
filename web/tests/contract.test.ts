import { describe, expect, test } from 'vitest'
import { generateContract } from '../scripts/contract.mjs'
import index from '../src/contract/index.ts?raw'
import document from '../src/contract/openapi.json'
import schema from '../src/contract/schema.ts?raw'

describe('src/contract', () => {
  test('is what `npm run contract` makes of openapi.json', async () => {
    const made = await generateContract(document)
    expect(made.index).toBe(index)
    expect(made.schema).toBe(schema)
  })

  test('gets a frame that the server adds into the union that must be handled', async () => {
    const longer = structuredClone(document) as { components: { schemas: Record<string, unknown> } }
    longer.components.schemas.CallFrame = {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: ['call'] } },
    }
    const made = await generateContract(longer)
    expect(made.index).toMatch(/export type ServerFrame =[^=]*\| CallFrame\n/)
  })
})
