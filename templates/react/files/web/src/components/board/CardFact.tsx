import type { ReactNode } from 'react';

export function CardFacts({ children }: { children: ReactNode }) {
  return <dl className="card-facts">{children}</dl>;
}

interface Props {
  label: string;
  value: unknown;
  /** Whether the value says nothing without its label. */
  labelled?: boolean;
  children: ReactNode;
}

/** One of the things a card tells; nothing when there is no value. */
export function CardFact({ label, value, labelled = false, children }: Props) {
  if (value === null) return null;

  return (
    <div className="card-fact">
      <dt className={labelled ? undefined : 'visually-hidden'}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
