import { useCallback, useState, type ReactNode } from 'react';
import { ToastContext<% if has.board or has.auth %>, type ShowToast<% endif %> } from '../lib/toast';
import { <% if has.board or has.auth %>AlertIcon, <% endif %>CheckIcon } from './icons';

const visibleFor = 4000;

interface Toast {
  id: number;
  text: string;
<% if has.board or has.auth %>
  kind: 'done' | 'error';
<% endif %>
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);

<% if has.board or has.auth %>
  const show: ShowToast = useCallback((text, kind = 'done') => {
    const toast = { id: Date.now() + Math.random(), text, kind };
<% else %>
  const show = useCallback((text: string) => {
    const toast = { id: Date.now() + Math.random(), text };
<% endif %>
    setToasts((shown) => [...shown, toast]);
    window.setTimeout(() => {
      setToasts((shown) => shown.filter(({ id }) => id !== toast.id));
    }, visibleFor);
  }, []);

  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
<% if has.board or has.auth %>
        {toasts.map(({ id, text, kind }) => (
          <p key={id} className="toast" data-kind={kind}>
            {kind === 'done' ? <CheckIcon /> : <AlertIcon />}
<% else %>
        {toasts.map(({ id, text }) => (
          <p key={id} className="toast">
            <CheckIcon />
<% endif %>
            {text}
          </p>
        ))}
      </div>
    </ToastContext>
  );
}
