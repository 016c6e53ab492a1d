import { useState, type KeyboardEvent, type Ref } from 'react';
import type { RecordLink } from '#shared/common';
import { useChosenOption, useOptions, type OptionSource } from '../lib/options';
import { useDebounced } from '../lib/use-debounced';
import { texts } from '../texts';
import './Combobox.css';
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
  const [open, setOpen] = useState(false);
  // What is being typed; null while the field just shows the chosen record.
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);

  const chosen = useChosenOption(source, value);
  const found = useOptions(source, useDebounced(text?.trim() ?? ''), open);
  const options = (open && found.data?.options) || [];
  const more = (found.data?.total ?? 0) - options.length;
  const listId = `${id}-options`;

  function openList() {
    setOpen(true);
    setActive(0);
  }

  function close() {
    setOpen(false);
    setText(null);
  }

  function choose(option: RecordLink) {
    onChange(option.id);
    close();
  }

  function move(event: KeyboardEvent, step: number) {
    event.preventDefault();
    if (!open) {
      openList();
    } else if (options.length > 0) {
      const next = (active + step + options.length) % options.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
  }

  function handleKeyDown(event: KeyboardEvent) {
    const option = options[active];
    if (event.key === 'ArrowDown') {
      move(event, 1);
    } else if (event.key === 'ArrowUp') {
      move(event, -1);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (option) choose(option);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    }
  }

  function handleBlur() {
    // An emptied field means "none"; any other unfinished text is dropped.
    if (text === '' && value) onChange(null);
    close();
    onBlur?.();
  }

  return (
    <div className="combobox">
      <input
        {...input}
        id={id}
        type="text"
        role="combobox"
        className="input"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-required={required}
        aria-activedescendant={open && options[active] ? `${listId}-${active}` : undefined}
        value={text ?? (value ? (chosen.data?.label ?? '') : '')}
        onChange={(event) => {
          setText(event.target.value);
          openList();
        }}
        onClick={openList}
        onKeyDown={handleKeyDown}
        onBlur={handleBlur}
      />
      {value && !required && (
        <button
          type="button"
          className="combobox-clear"
          aria-label={texts.clear}
          onClick={() => onChange(null)}
        >
          <CloseIcon size={14} />
        </button>
      )}
      <div className="combobox-popup" hidden={!open}>
        <div id={listId} role="listbox" aria-labelledby={id} aria-busy={found.isFetching}>
          {options.map((option, index) => (
            // The keyboard works through the input, which never loses the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={option.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.id === value}
              data-active={index === active || undefined}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => choose(option)}
            >
              {option.label}
            </div>
          ))}
        </div>
        <p className="combobox-note" role="status">
          {open && found.isPending && texts.loading}
          {open && found.isError && found.error.message}
          {open && found.isSuccess && options.length === 0 && texts.noOptions}
          {open && more > 0 && texts.moreOptions}
        </p>
      </div>
    </div>
  );
}
