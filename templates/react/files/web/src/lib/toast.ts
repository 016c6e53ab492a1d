import { createContext, use } from 'react';

<% if has.board or has.auth %>
export type ShowToast = (text: string, kind?: 'done' | 'error') => void;

export const ToastContext = createContext<ShowToast>(() => {});

/** Returns a function that shows a short message for a few seconds. */
export function useToast(): ShowToast {
  return use(ToastContext);
}
<% else %>
export const ToastContext = createContext<(text: string) => void>(() => {});

/** Returns a function that shows a short message for a few seconds. */
export function useToast(): (text: string) => void {
  return use(ToastContext);
}
<% endif %>
