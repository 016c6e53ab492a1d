import { useParams } from 'react-router';
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
import { PageHeader } from '../../components/PageHeader';
import { QueryFallback } from '../../components/QueryFallback';
import { texts } from '../../texts';
import {⟪update<%= entity.name %>,·use<%= entity.name %>Detail¤⟫} from './api';
import { <%= entity.name %>Form } from './<%= entity.name %>Form';
import { labels } from './labels';

export function <%= entity.name %>EditPage() {
  const { id = '' } = useParams();
  const result = use<%= entity.name %>Detail(id);

  if (!result.data) {
    return <QueryFallback⟪labels={labels}·path="/<%= entity.folder %>"·result={result}⟫/>;
  }

  const path = `/<%= entity.folder %>/${id}`;
  const back = { to: path, label: <%= entity.var %>Label(result.data) };

  return (
    <div className="page page-narrow">
      <PageHeader title={texts.editTitle(labels.singular)} back={back} />
      <<%= entity.name %>Form⟪defaultValues={<%= 'result.data' if entity.members or entity.links else '{}' %>}·save={(values) => update<%= entity.name %>(id, values)}·cancelTo={path}⟫/>
    </div>
  );
}
