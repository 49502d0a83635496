import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DemoPerson } from '@/contract'
import { FormPage, Problem, useBegin } from '@/features/session'
import { explain, http } from '@/ground/http'
import { localTimeOf, t } from '@/ground/i18n'
import { ErrorState, Face, SkeletonRows } from '@/ui'
import classes from './DemoPage.module.css'

/** One click signs in as any of the demo's people. The server has this only when it runs as a demo. */
export function DemoPage() {
  const begin = useBegin()
  const [problem, setProblem] = useState<string | null>(null)
  const query = useQuery({
    queryKey: ['demo-people'],
    queryFn: ({ signal }) => http.get('/demo/people', { signal }),
  })
  const enter = async (person: DemoPerson) => {
    setProblem(null)
    try {
      await begin(http.post('/demo/sessions', { body: { account_id: person.id } }))
    } catch (error) {
      setProblem(explain(error))
    }
  }
  return (
    <FormPage title={t('demo.title')} lead={t('demo.lead')}>
      <Problem text={problem} />
      {query.isPending ? <SkeletonRows rows={6} label={t('demo.loading')} /> : null}
      {query.isError ? <ErrorState title={explain(query.error)} compact /> : null}
      <ul className={classes.people}>
        {query.data?.items.map((person) => (
          <li key={person.id}>
            <UnstyledButton className={classes.person} onClick={() => void enter(person)}>
              <Face id={person.id} name={person.display_name} size={36} />
              <span className={classes.what}>
                <span className={classes.name}>{person.display_name}</span>
                <span className={classes.quiet}>{person.hint}</span>
              </span>
              <span className={classes.quiet}>{localTimeOf(person.time_zone)?.time}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </FormPage>
  )
}
