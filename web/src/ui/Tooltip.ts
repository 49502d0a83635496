/** A part of its own: the positioning it brings loads after the first paint. */
export { Tooltip } from '@mantine/core'
