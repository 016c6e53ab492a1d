import { useState } from 'react';
import { useNavigate } from 'react-router';
import { texts } from '../texts';
import { ButtonLink } from './ButtonLink';
import { DeleteDialog } from './DeleteDialog';
import { PencilIcon, TrashIcon } from './icons';
import { PageHeader } from './PageHeader';

interface Props {
  labels: { singular: string; plural: string };
  path: string;
  id: string;
  title: string;
  remove: (id: string) => Promise<void>;
}

export function RecordHeader({ labels, path, id, title, remove }: Props) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);

  return (
    <>
      <PageHeader title={title} back={{ to: path, label: labels.plural }}>
        <ButtonLink to={`${path}/${id}/edit`}>
          <PencilIcon />
          {texts.edit}
        </ButtonLink>
        <button
          type="button"
          className="button button-outline-danger"
          onClick={() => setDeleting(true)}
        >
          <TrashIcon />
          {texts.delete}
        </button>
      </PageHeader>
      {deleting && (
        <DeleteDialog
          label={labels.singular}
          record={title}
          remove={() => remove(id)}
          onDeleted={() => navigate(path)}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}
