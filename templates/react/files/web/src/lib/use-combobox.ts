import { useState, type KeyboardEvent } from 'react';
import type { RecordLink } from '#shared/common';
import { useOptions, type OptionSource } from './options';
import { useDebounced } from './use-debounced';

/** What is typed into a combobox, and which of the options found for it is the current one. */
export function useCombobox(
  source: OptionSource,
  listId: string,
  onChoose: (option: RecordLink) => void,
) {
  const [open, setOpen] = useState(false);
  // What is being typed; null while the field just shows what is chosen.
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);

  const wanted = text?.trim() ?? '';
  const search = useDebounced(wanted);
  const found = useOptions(source, search, open);
  const options = (open && found.data?.options) || [];

  function openList() {
    setOpen(true);
    setActive(0);
  }

  function close() {
    setOpen(false);
    setText(null);
  }

  function choose(option: RecordLink) {
    onChoose(option);
    close();
  }

  function type(value: string) {
    setText(value);
    openList();
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
    // What was found for an earlier text must not be taken for the answer to this one.
    const isCurrent = search === wanted && !found.isPlaceholderData;
    const option = isCurrent ? options[active] : undefined;
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

  return {
    listId,
    open,
    text,
    active,
    found,
    options,
    openList,
    close,
    choose,
    type,
    setActive,
    handleKeyDown,
    /** What an input needs to be a combobox. */
    input: {
      type: 'text',
      role: 'combobox',
      className: 'input',
      autoComplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': open,
      'aria-controls': listId,
      'aria-activedescendant': options[active] ? `${listId}-${active}` : undefined,
    } as const,
  };
}
