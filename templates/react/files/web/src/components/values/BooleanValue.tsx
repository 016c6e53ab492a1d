import { texts } from '../../texts';
import { CheckIcon, CloseIcon } from '../icons';
import './BooleanValue.css';

export function BooleanValue({ value }: { value: boolean }) {
  return (
    <span className="boolean-value" data-on={value || undefined}>
      {value ? <CheckIcon size={14} /> : <CloseIcon size={14} />}
      {value ? texts.yes : texts.no}
    </span>
  );
}
