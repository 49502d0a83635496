export {
  AboutField,
  CountryField,
  HeadlineField,
  NameField,
  SkillsField,
  ZoneField,
} from './ProfileFields'
export { account } from './queries'
export { RateFields, rateIn } from './RateFields'
