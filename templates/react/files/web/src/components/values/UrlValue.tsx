import { EmptyValue } from './EmptyValue';

export function UrlValue({ value }: { value: string | null }) {
  if (!value) return <EmptyValue />;
  // The protocol and a lone slash say nothing to a reader.
  const shown = value.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');

  return (
    <a href={value} target="_blank" rel="noreferrer">
      {shown}
    </a>
  );
}
