import { useId } from 'react';
import type { ListParams } from '../lib/list-params';
import type { OptionSource } from '../lib/options';
import { texts } from '../texts';
import { Combobox } from './Combobox';

interface Props {
  list: ListParams;
  name: string;
  label: string;
  source: OptionSource;
}

export function RelationFilter({ list, name, label, source }: Props) {
  const id = useId();

  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <Combobox
        id={id}
        source={source}
        placeholder={texts.any}
        value={list.get(name)}
        onChange={(value) => list.set({ [name]: value })}
      />
    </div>
  );
}
