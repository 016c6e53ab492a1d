import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { Link, useLocation } from 'react-router';
import { passwordLength, signUpInput } from '#shared/auth';
import { TextField } from '../../components/fields/TextField';
import { showErrors } from '../../lib/form-errors';
import { texts } from '../../texts';
import { setAccount, signUp } from './account';
import { AccountForm } from './AccountForm';
import { PasswordField } from './PasswordField';

export function SignUpPage() {
  const { search } = useLocation();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(signUpInput),
    defaultValues: { name: '', email: '', password: '' },
  });
  const signingUp = useMutation({
    mutationFn: signUp,
    onSuccess: (account) => setAccount(queryClient, account),
    onError: (error) => showErrors(form, error),
  });

  return (
    <div>
      <title>{texts.pageTitle(texts.signUp)}</title>
      <h1 className="sign-in-heading">{texts.signUp}</h1>
      <AccountForm
        form={form}
        onSubmit={(values) => signingUp.mutate(values)}
        busy={signingUp.isPending}
        submitLabel={texts.signUp}
      >
        <TextField
          control={form.control}
          name="name"
          label={texts.accountName}
          required
          autoComplete="name"
        />
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
          autoComplete="new-password"
          hint={texts.passwordHint(passwordLength.min)}
        />
      </AccountForm>
      <p className="sign-in-other">
        {texts.haveAccount} <Link to={{ pathname: '/sign-in', search }}>{texts.signIn}</Link>
      </p>
    </div>
  );
}
