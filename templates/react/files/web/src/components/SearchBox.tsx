import { useEffect, useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import type { ListParams } from '../lib/list-params';
import { SearchIcon } from './icons';
import './SearchBox.css';

interface Props {
  list: ListParams;
  label: string;
}

const typingPause = 250;

export function SearchBox({ list, label }: Props) {
  const { q, set } = list;
  const [text, setText] = useState(q);
  const sent = useRef(q);
  const timer = useRef<number>(undefined);

  // A link may clear or change the search while something is still being typed: the address wins.
  useEffect(() => {
    if (q !== sent.current) {
      window.clearTimeout(timer.current);
      sent.current = q;
      setText(q);
    }
  }, [q]);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  // A filter may be set between a key and the search for it.
  const latestSet = useRef(set);
  useEffect(() => {
    latestSet.current = set;
  });

  function send(value: string) {
    window.clearTimeout(timer.current);
    const search = value.trim();
    if (search !== sent.current) {
      sent.current = search;
      latestSet.current({ q: search }, { replace: true });
    }
  }

  function handleChange(event: ChangeEvent<HTMLInputElement>) {
    const { value } = event.target;
    setText(value);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => send(value), typingPause);
  }

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    send(text);
  }

  return (
    <form role="search" className="search" onSubmit={handleSubmit}>
      <SearchIcon />
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={handleChange}
        autoComplete="off"
      />
    </form>
  );
}
