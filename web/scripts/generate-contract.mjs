// npm run contract: writes src/contract/schema.ts and index.ts anew from src/contract/openapi.json.
import { readFileSync, writeFileSync } from 'node:fs'
import { generateContract } from './contract.mjs'

const contract = new URL('../src/contract/', import.meta.url)
const document = JSON.parse(readFileSync(new URL('openapi.json', contract), 'utf8'))
const { schema, index } = await generateContract(document)
writeFileSync(new URL('schema.ts', contract), schema)
writeFileSync(new URL('index.ts', contract), index)
