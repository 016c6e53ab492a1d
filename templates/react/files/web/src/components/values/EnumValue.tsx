import { EmptyValue } from './EmptyValue';
import './EnumValue.css';

interface Props {
  value: string | null;
  /** The label of each value that can be chosen. */
  options: Readonly<Record<string, string>>;
}

const tones = 6;

export function EnumValue({ value, options }: Props) {
  if (value === null) return <EmptyValue />;
  const tone = Object.keys(options).indexOf(value) % tones;

  return (
    <span className="badge" data-tone={tone}>
      {options[value] ?? value}
    </span>
  );
}
