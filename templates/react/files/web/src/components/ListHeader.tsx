import { texts } from '../texts';
import { ButtonLink } from './ButtonLink';
import { PlusIcon } from './icons';
import { PageHeader } from './PageHeader';

interface Props {
  labels: { singular: string; plural: string };
  path: string;
}

export function ListHeader({ labels, path }: Props) {
  return (
    <PageHeader title={labels.plural}>
      <ButtonLink to={`${path}/new`} primary>
        <PlusIcon />
        {texts.createTitle(labels.singular)}
      </ButtonLink>
    </PageHeader>
  );
}
