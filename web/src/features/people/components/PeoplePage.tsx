import { Link } from '@tanstack/react-router'
import { t } from '@/ground/i18n'
import { ScrollRegion } from '@/ui'
import { PeopleSearch } from './PeopleSearch'
import { PersonLine } from './PersonLine'
import classes from './people.module.css'

/** Everybody one can write to, found by name, headline or skill. */
export function PeoplePage() {
  return (
    <ScrollRegion label={t('people.title')} className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>{t('people.title')}</h1>
        <PeopleSearch>
          {(person) => (
            <Link to="/people/$accountId" params={{ accountId: person.id }} className={classes.row}>
              <PersonLine person={person} />
            </Link>
          )}
        </PeopleSearch>
      </div>
    </ScrollRegion>
  )
}
