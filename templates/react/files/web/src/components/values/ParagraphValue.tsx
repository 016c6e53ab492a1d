import { EmptyValue } from './EmptyValue';
import './ParagraphValue.css';

export function ParagraphValue({ value }: { value: string | null }) {
  return value ? <p className="long-text">{value}</p> : <EmptyValue />;
}
