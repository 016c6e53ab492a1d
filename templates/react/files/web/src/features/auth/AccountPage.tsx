import { DetailItem, DetailList } from '../../components/details';
import { PageHeader } from '../../components/PageHeader';
import { texts } from '../../texts';
import { useAccount } from './account';
import { PasswordForm } from './PasswordForm';

export function AccountPage() {
  const { data: account } = useAccount();

  return (
    <div className="page page-narrow record">
      <PageHeader title={texts.account} />
      <DetailList>
        <DetailItem label={texts.accountName}>{account?.name}</DetailItem>
        <DetailItem label={texts.email}>{account?.email}</DetailItem>
      </DetailList>
      <h2>{texts.changePassword}</h2>
      <PasswordForm email={account?.email ?? ''} />
    </div>
  );
}
