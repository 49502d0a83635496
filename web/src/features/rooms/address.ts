import type { InboxFilter } from '@/contract'

/** What of the address says which rooms the list shows. */
export interface ListSearch {
  filter?: InboxFilter | undefined
  q?: string | undefined
  with?: string | undefined
}

/** Keeps the list as it is while another room is opened. */
export function listSearch({ filter, q, with: person }: ListSearch): ListSearch {
  return { filter, q, with: person }
}
