import { ImportPage } from '../../components/import/ImportPage';
import { labels } from './labels';

export function <%= entity.name %>ImportPage() {
  return ⦅<ImportPage⟪labels={labels}·path="/<%= entity.folder %>"⟫/>⦆;
}
