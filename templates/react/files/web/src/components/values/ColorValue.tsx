import './ColorValue.css';
import { EmptyValue } from './EmptyValue';

export function ColorValue({ value }: { value: string | null }) {
  if (!value) return <EmptyValue />;

  return (
    <span className="color-value">
      <span className="color-swatch" style={{ backgroundColor: value }} />
      {value}
    </span>
  );
}
