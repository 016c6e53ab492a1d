import { demoAccount, type SignInInput } from '#shared/auth';
import { texts } from '../../texts';

/** Offers the account of the example records, which exists in development only. */
export function DemoHint({ onUse }: { onUse: (values: SignInInput) => void }) {
  const { email, password } = demoAccount;

  return (
    <div className="sign-in-hint">
      <p>{texts.demoHint(email, password)}</p>
      <button type="button" className="button" onClick={() => onUse({ email, password })}>
        {texts.fillInDemo}
      </button>
    </div>
  );
}
