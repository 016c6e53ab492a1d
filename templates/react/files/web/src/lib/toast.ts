import { createContext, use } from 'react';

export const ToastContext = createContext<(text: string) => void>(() => {});

/** Returns a function that shows a short message for a few seconds. */
export function useToast(): (text: string) => void {
  return use(ToastContext);
}
