import type { Ref } from 'react';
import { useChosenOption, type OptionSource } from '../lib/options';
import { useCombobox } from '../lib/use-combobox';
import { texts } from '../texts';
import './Combobox.css';
import { ComboboxPopup } from './ComboboxPopup';
import { CloseIcon } from './icons';

interface Props {
  id: string;
  name?: string;
  source: OptionSource;
  value: string | null;
  onChange: (value: string | null) => void;
  onBlur?: () => void;
  placeholder: string;
  required?: boolean;
  ref?: Ref<HTMLInputElement>;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
}

/** A select that searches its options on the server, after the ARIA pattern "editable combobox". */
export function Combobox({
  id,
  source,
  value,
  onChange,
  onBlur,
  required = false,
  ...input
}: Props) {
  const chosen = useChosenOption(source, value);
  const combobox = useCombobox(source, `${id}-options`, (option) => onChange(option.id));
  const { text } = combobox;

  function clear() {
    onChange(null);
    document.getElementById(id)?.focus();
  }

  function handleBlur() {
    // An emptied field means "none"; any other unfinished text is dropped.
    if (text === '' && value) onChange(null);
    combobox.close();
    onBlur?.();
  }

  return (
    <div className="combobox">
      <input
        {...input}
        {...combobox.input}
        id={id}
        aria-required={required}
        value={text ?? (value ? (chosen.data?.label ?? '') : '')}
        onChange={(event) => combobox.type(event.target.value)}
        onClick={combobox.openList}
        onKeyDown={combobox.handleKeyDown}
        onBlur={handleBlur}
      />
      {value && !required && (
        <button type="button" className="combobox-clear" aria-label={texts.clear} onClick={clear}>
          <CloseIcon size={14} />
        </button>
      )}
      <ComboboxPopup combobox={combobox} labelledBy={id} isChosen={(option) => option === value} />
    </div>
  );
}
