export { claimOperator, mailsQuery } from './queries'
