<% set create = 'create' ~ entity.name %>
import { PageHeader } from '../../components/PageHeader';
<% if entity.relations %>
import { usePreset } from '../../lib/use-preset';
<% endif %>
import { texts } from '../../texts';
import { <%= create %> } from './api';
import { <%= entity.name %>Form } from './<%= entity.name %>Form';
import { labels } from './labels';

const back = { to: '/<%= entity.folder %>', label: labels.plural };

export function <%= entity.name %>CreatePage() {
<% if entity.relations %>
  const preset = usePreset([⟨<% for r in entity.relations %>'<%= r.key %>'<% if not loop.last %>,·<% endif %><% endfor %>¤⟩]);

<% endif %>
  return (
    <div className="page page-narrow">
      <PageHeader title={texts.createTitle(labels.singular)} back={back} />
      <<%= entity.name %>Form⟪defaultValues={<%= 'preset' if entity.relations else '{}' %>}·save={<%= create %>}·cancelTo="/<%= entity.folder %>"⟫/>
    </div>
  );
}
