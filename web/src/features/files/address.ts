const BASE = '/api/v1/files'

export type Variant = 'original' | 'display' | 'thumbnail' | 'media'

/** Where the browser finds a file, or what was made of it to be looked at. */
export function contentUrl(fileId: string, variant: Variant): string {
  return `${BASE}/${fileId}/content?variant=${variant}`
}

/** The address that saves a file as it was sent, under its name. */
export function downloadUrl(fileId: string): string {
  return `${contentUrl(fileId, 'original')}&download=1`
}

/** The address that saves several files as one zip archive. */
export function archiveUrl(fileIds: readonly string[]): string {
  return `${BASE}/archive?ids=${fileIds.join(',')}`
}
