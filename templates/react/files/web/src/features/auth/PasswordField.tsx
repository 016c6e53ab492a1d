import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame } from '../../components/fields/FieldFrame';
import { useField, type FieldProps } from '../../components/fields/use-field';
import { EyeIcon, EyeOffIcon } from '../../components/icons';
import { texts } from '../../texts';
import './PasswordField.css';

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  /** Tells password managers whether to fill in a password or to make one. */
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
}

export function PasswordField<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { autoComplete, hint } = props;
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);
  const [shown, setShown] = useState(false);

  return (
    <FieldFrame {...frame} hint={hint}>
      {(control) => (
        <div className="password">
          <input
            {...control}
            {...input}
            type={shown ? 'text' : 'password'}
            className="input"
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            value={value ?? ''}
            onChange={(event) => setValue(event.target.value)}
          />
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={texts.showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOffIcon /> : <EyeIcon />}
          </button>
        </div>
      )}
    </FieldFrame>
  );
}
