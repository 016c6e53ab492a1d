import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import { DownloadIcon } from './icons';

interface Props {
  path: string;
  list: ListParams;
}

/** Downloads all records of the list that is shown. */
export function ExportLink({ path, list }: Props) {
  const query = new URLSearchParams(list.query);
  query.delete('page');
  query.delete('pageSize');

  return (
    <a className="button" href={`/api${path}/export.csv?${query}`} download>
      <DownloadIcon />
      {texts.exportCsv}
    </a>
  );
}
