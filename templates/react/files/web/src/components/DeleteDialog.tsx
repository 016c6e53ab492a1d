import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '../lib/toast';
import { texts } from '../texts';
import { ConfirmDialog } from './ConfirmDialog';

interface Props {
  label: string;
  record: string;
  remove: () => Promise<void>;
  onDeleted: () => void | Promise<void>;
  onClose: () => void;
}

export function DeleteDialog({ label, record, remove, onDeleted, onClose }: Props) {
  const showToast = useToast();
  const queryClient = useQueryClient();
  const deletion = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      // What is on the screen is not asked for again here: it may be the record that is gone.
      queryClient.removeQueries({ type: 'inactive' });
      await queryClient.invalidateQueries({ refetchType: 'none' });
      await onDeleted();
      showToast(texts.deleted);
    },
  });

  return (
    <ConfirmDialog
      title={texts.deleteTitle(label)}
      text={texts.deleteText(record)}
      confirmLabel={texts.delete}
      busy={deletion.isPending}
      error={deletion.error}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    />
  );
}
