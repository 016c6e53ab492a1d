import { EmptyValue } from './EmptyValue';
import './EnumValue.css';

export type Tone = 'gray' | 'blue' | 'green' | 'amber' | 'red' | 'violet' | 'teal';

interface Props {
  value: string | null;
  /** The label of each value that can be chosen. */
  options: Readonly<Record<string, string>>;
  tones: Readonly<Record<string, Tone>>;
}

export function EnumValue({ value, options, tones }: Props) {
  if (value === null) return <EmptyValue />;

  return (
    <span className="badge" data-tone={tones[value]}>
      {options[value] ?? value}
    </span>
  );
}
