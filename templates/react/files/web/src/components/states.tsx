import type { ReactNode } from 'react';
import { texts } from '../texts';
import { AlertIcon, InboxIcon } from './icons';

const skeletonLines = [1, 2, 3, 4, 5, 6];

export function Loading() {
  return (
    <div className="card skeleton" role="status">
      {skeletonLines.map((line) => (
        <span key={line} aria-hidden="true" />
      ))}
      <p className="visually-hidden">{texts.loading}</p>
    </div>
  );
}

interface EmptyStateProps {
  title: string;
  text: string;
  /** What can be done about it. */
  children?: ReactNode;
}

export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="card state">
      <div className="state-icon">
        <InboxIcon size={20} />
      </div>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

interface ErrorStateProps {
  error: Error;
  onRetry: () => void;
}

export function ErrorState({ error, onRetry }: ErrorStateProps) {
  return (
    <div className="card state" role="alert">
      <div className="state-icon">
        <AlertIcon size={20} />
      </div>
      <h2>{texts.loadFailed}</h2>
      <p>{error.message}</p>
      <button type="button" className="button" onClick={onRetry}>
        {texts.tryAgain}
      </button>
    </div>
  );
}
