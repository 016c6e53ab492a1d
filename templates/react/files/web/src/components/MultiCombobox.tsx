import type { KeyboardEvent, Ref } from 'react';
import { useChosenOptions, type OptionSource } from '../lib/options';
import { useCombobox } from '../lib/use-combobox';
import { texts } from '../texts';
import './Combobox.css';
import './MultiCombobox.css';
import { ComboboxPopup } from './ComboboxPopup';
import { CloseIcon } from './icons';

interface Props {
  id: string;
  name: string;
  source: OptionSource;
  value: string[];
  onChange: (value: string[]) => void;
  onBlur: () => void;
  placeholder: string;
  required: boolean;
  ref: Ref<HTMLInputElement>;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A combobox that collects any number of records; what is chosen stands above it. */
export function MultiCombobox({⟪id,·source,·value,·onChange,·onBlur,·required,·...input¤⟫}: Props) {
  const chosen = useChosenOptions(source, value);
  const combobox = useCombobox(source, `${id}-options`, (option) => toggle(option.id));

  function toggle(option: string) {
    const others = value.filter((it) => it !== option);
    onChange(others.length < value.length ? others : [...value, option]);
  }

  function remove(option: string) {
    toggle(option);
    document.getElementById(id)?.focus();
  }

  function handleKeyDown(event: KeyboardEvent) {
    const last = value.at(-1);
    if (event.key === 'Backspace' && !combobox.text && last !== undefined) {
      event.preventDefault();
      toggle(last);
    } else {
      combobox.handleKeyDown(event);
    }
  }

  return (
    <div>
      {chosen.length > 0 && (
        <ul className="chips">
          {chosen.map((option) => (
            <li key={option.id} className="chip">
              {option.label}
              <button
                type="button"
                className="chip-remove"
                aria-label={texts.removeOption(option.label)}
                onClick={() => remove(option.id)}
              >
                <CloseIcon size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="combobox">
        <input
          {...input}
          {...combobox.input}
          id={id}
          aria-required={required}
          value={combobox.text ?? ''}
          onChange={(event) => combobox.type(event.target.value)}
          onClick={combobox.openList}
          onKeyDown={handleKeyDown}
          onBlur={() => {
            combobox.close();
            onBlur();
          }}
        />
        <ComboboxPopup
          combobox={combobox}
          labelledBy={id}
          isChosen={(option) => value.includes(option)}
          multiple
        />
      </div>
    </div>
  );
}
