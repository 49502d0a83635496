import { NumberInput, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Money } from '@/contract'
import { textIn } from '@/ground/forms'
import { minorDigits, t } from '@/ground/i18n'
import { currencyChoices } from './countries'
import classes from './pages/settings.module.css'

/** An hourly rate with its currency; an empty amount is none. Read back by `rateIn`. */
export function RateFields({ rate, error }: { rate: Money | null; error: string | undefined }) {
  const currencies = useMemo(currencyChoices, [])
  const [currency, setCurrency] = useState(rate?.currency ?? 'USD')
  const digits = minorDigits(currency)
  return (
    <div className={classes.pair}>
      <NumberInput
        label={t('account.hourly_rate')}
        description={t('account.hourly_rate_hint')}
        name="rate_amount"
        defaultValue={rate ? rate.amount_minor / 10 ** minorDigits(rate.currency) : ''}
        min={0}
        decimalScale={digits}
        allowNegative={false}
        hideControls
        inputMode="decimal"
        error={error}
      />
      <Select
        label={t('account.currency')}
        description={t('account.currency_hint')}
        name="rate_currency"
        data={currencies}
        value={currency}
        onChange={(next) => setCurrency(next ?? currency)}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('account.nothing_found')}
      />
    </div>
  )
}

export function rateIn(values: FormData): Money | null {
  const amount = textIn(values, 'rate_amount')
  const currency = textIn(values, 'rate_currency')
  if (amount === '' || currency === '') return null
  return { amount_minor: Math.round(Number(amount) * 10 ** minorDigits(currency)), currency }
}
