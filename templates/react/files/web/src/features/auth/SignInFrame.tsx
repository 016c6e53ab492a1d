import type { ReactNode } from 'react';
import { initial } from '../../lib/initial';
import { texts } from '../../texts';
import './SignInFrame.css';

/** The frame of what is shown to those of whom it is not known yet who they are. */
export function SignInFrame({ children }: { children: ReactNode }) {
  return (
    <main className="sign-in">
      <p className="brand">
        <span className="brand-mark" aria-hidden="true">
          {initial(texts.appTitle)}
        </span>
        <span className="brand-name">{texts.appTitle}</span>
      </p>
      {children}
    </main>
  );
}
