import { EmptyValue } from './EmptyValue';

export function PhoneValue({ value }: { value: string | null }) {
  if (!value) return <EmptyValue />;
  const number = value.replaceAll(/[^+\d]/g, '');

  return (
    <a className="tabular" href={`tel:${number}`}>
      {value}
    </a>
  );
}
