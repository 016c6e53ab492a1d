import type { ReactNode } from 'react';
import { formatDateTime } from '#shared/format/datetime';
import { texts } from '../texts';

export function DetailList({ children }: { children: ReactNode }) {
  return <dl className="card details">{children}</dl>;
}

interface DetailItemProps {
  label: string;
  children: ReactNode;
}

export function DetailItem({ label, children }: DetailItemProps) {
  return (
    <div className="detail">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface HistoryProps {
  record: { createdAt: string; updatedAt: string };
}

/** When the record was added and, if it ever was, changed. */
export function RecordHistory({ record }: HistoryProps) {
  const { createdAt, updatedAt } = record;

  return (
    <p className="history">
      <span>{texts.created(formatDateTime(createdAt))}</span>
      {updatedAt !== createdAt && <span>{texts.updated(formatDateTime(updatedAt))}</span>}
    </p>
  );
}
