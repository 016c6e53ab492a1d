import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import { SelectFilter } from './SelectFilter';

interface Props {
  list: ListParams;
  name: string;
  label: string;
}

const options = { true: texts.yes, false: texts.no };

export function BooleanFilter({ list, name, label }: Props) {
  return <SelectFilter list={list} name={name} label={label} options={options} />;
}
