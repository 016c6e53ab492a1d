import { useCallback, useState, type ReactNode } from 'react';
import { ToastContext } from '../lib/toast';
import { CheckIcon } from './icons';

const visibleFor = 4000;

interface Toast {
  id: number;
  text: string;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);

  const show = useCallback((text: string) => {
    const toast = { id: Date.now() + Math.random(), text };
    setToasts((shown) => [...shown, toast]);
    window.setTimeout(() => {
      setToasts((shown) => shown.filter(({ id }) => id !== toast.id));
    }, visibleFor);
  }, []);

  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
        {toasts.map(({ id, text }) => (
          <p key={id} className="toast">
            <CheckIcon />
            {text}
          </p>
        ))}
      </div>
    </ToastContext>
  );
}
