import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { importCheck, importResult } from '#shared/csv';
import { formatNumber } from '#shared/format/number';
import { apiClient } from '../../lib/api';
import { useToast } from '../../lib/toast';
import { texts } from '../../texts';
import { ButtonLink } from '../ButtonLink';
import { PageHeader } from '../PageHeader';
import { FileDrop } from './FileDrop';
import { ImportErrors } from './ImportErrors';
import { ImportPreview } from './ImportPreview';
import { ImportProblems } from './ImportProblems';
import './ImportPage.css';

interface Props {
  labels: { plural: string };
  path: string;
}

/** Adds the records of a file, after showing what it holds and what is wrong with it. */
export function ImportPage({ labels, path }: Props) {
  const navigate = useNavigate();
  const showToast = useToast();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const address = `${path}/import`;

  const check = useMutation({
    mutationFn: (chosen: File) =>
      apiClient.upload(`${address}/check`, importCheck, chosen, 'text/csv'),
  });
  const adding = useMutation({
    mutationFn: (chosen: File) => apiClient.upload(address, importResult, chosen, 'text/csv'),
    onSuccess: async ({ created }) => {
      await queryClient.invalidateQueries();
      await navigate(path);
      showToast(texts.imported(formatNumber(created)));
    },
  });

  function handleFile(chosen: File) {
    setFile(chosen);
    adding.reset();
    check.mutate(chosen);
  }

  const report = check.data;
  const error = adding.error ?? check.error;
  const ready = file && report?.problemCount === 0 && !error;

  return (
    <div className="page import">
      <PageHeader
        title={texts.importTitle(labels.plural)}
        back={{ to: path, label: labels.plural }}
      />
      <FileDrop file={file} busy={check.isPending} onFile={handleFile} />
      {error && <ImportErrors error={error} />}
      {report && (
        <>
          <ImportProblems problems={report.problems} count={report.problemCount} />
          <ImportPreview check={report} />
        </>
      )}
      <div className="form-actions">
        <ButtonLink to={path}>{texts.cancel}</ButtonLink>
        <button
          type="button"
          className="button button-primary"
          disabled={!ready || adding.isPending}
          onClick={() => file && adding.mutate(file)}
        >
          {ready ? texts.importAll(formatNumber(report.total)) : texts.import}
        </button>
      </div>
    </div>
  );
}
