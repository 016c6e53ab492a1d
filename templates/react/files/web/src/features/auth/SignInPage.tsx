import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { Link, useLocation } from 'react-router';
import { signInInput } from '#shared/auth';
import { TextField } from '../../components/fields/TextField';
import { showErrors } from '../../lib/form-errors';
import { texts } from '../../texts';
import { setAccount, signIn } from './account';
import { AccountForm } from './AccountForm';
import { DemoHint } from './DemoHint';
import { PasswordField } from './PasswordField';

export function SignInPage() {
  const { search } = useLocation();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(signInInput),
    defaultValues: { email: '', password: '' },
  });
  const signingIn = useMutation({
    mutationFn: signIn,
    onSuccess: (account) => setAccount(queryClient, account),
    onError: (error) => {
      form.resetField('password');
      showErrors(form, error);
      form.setFocus('password');
    },
  });

  return (
    <div>
      <title>{texts.pageTitle(texts.signIn)}</title>
      <h1 className="sign-in-heading">{texts.signIn}</h1>
      {import.meta.env.DEV && <DemoHint onUse={(demo) => form.reset(demo)} />}
      <AccountForm
        form={form}
        onSubmit={(values) => signingIn.mutate(values)}
        busy={signingIn.isPending}
        submitLabel={texts.signIn}
      >
        <TextField
          control={form.control}
          name="email"
          label={texts.email}
          required
          type="email"
          autoComplete="username"
        />
        <PasswordField
          control={form.control}
          name="password"
          label={texts.password}
          required
          autoComplete="current-password"
        />
      </AccountForm>
      <p className="sign-in-other">
        {texts.noAccount} <Link to={{ pathname: '/sign-up', search }}>{texts.signUp}</Link>
      </p>
    </div>
  );
}
