import type { useCombobox } from '../lib/use-combobox';
import { texts } from '../texts';

interface Props {
  combobox: ReturnType<typeof useCombobox>;
  /** The id of the input, whose label is also that of the options. */
  labelledBy: string;
  isChosen: (id: string) => boolean;
<% if has.many %>
  multiple?: boolean;
<% endif %>
}

/** The options of a combobox. */
export function ComboboxPopup({⟪combobox,·labelledBy,·isChosen<% if has.many %>,·multiple = false<% endif %>¤⟫}: Props) {
  const { listId, open, active, found, options } = combobox;
  const more = (found.data?.total ?? 0) - options.length;

  return (
    <div className="combobox-popup" hidden={!open}>
<% if has.many %>
      <div
        id={listId}
        role="listbox"
        aria-labelledby={labelledBy}
        aria-busy={found.isFetching}
        aria-multiselectable={multiple}
      >
<% else %>
      <div id={listId} role="listbox" aria-labelledby={labelledBy} aria-busy={found.isFetching}>
<% endif %>
        {options.map((option, index) => (
          // The keyboard works through the input, which never loses the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={isChosen(option.id)}
            data-active={index === active || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => combobox.setActive(index)}
            onClick={() => combobox.choose(option)}
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
  );
}
