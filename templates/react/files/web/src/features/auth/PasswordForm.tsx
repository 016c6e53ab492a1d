import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { passwordInput, passwordLength } from '#shared/auth';
import { showErrors } from '../../lib/form-errors';
import { useToast } from '../../lib/toast';
import { texts } from '../../texts';
import { changePassword } from './account';
import { AccountForm } from './AccountForm';
import { PasswordField } from './PasswordField';

const nothing = { currentPassword: '', newPassword: '' };

export function PasswordForm({ email }: { email: string }) {
  const showToast = useToast();
  const form = useForm({ resolver: zodResolver(passwordInput), defaultValues: nothing });
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.reset(nothing);
      showToast(texts.passwordChanged);
    },
    onError: (error) => showErrors(form, error),
  });

  return (
    <AccountForm
      form={form}
      onSubmit={(values) => changing.mutate(values)}
      busy={changing.isPending}
      submitLabel={texts.changePassword}
    >
      {/* Password managers want to know whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        control={form.control}
        name="currentPassword"
        label={texts.currentPassword}
        required
        autoComplete="current-password"
      />
      <PasswordField
        control={form.control}
        name="newPassword"
        label={texts.newPassword}
        required
        autoComplete="new-password"
        hint={texts.newPasswordHint(passwordLength.min)}
      />
    </AccountForm>
  );
}
