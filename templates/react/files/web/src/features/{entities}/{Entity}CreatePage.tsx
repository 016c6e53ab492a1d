<% set create = 'create' ~ entity.name %>
<% set ns = namespace(keys=[]) %>
<% if entity.has.board %><% set ns.keys = [entity.board.name] %><% endif %>
<% if entity.has.calendar %><% set ns.keys = ns.keys + [entity.calendar.start.name] %><% endif %>
<% for r in entity.relations + entity.links %><% set ns.keys = ns.keys + [r.key] %><% endfor %>
<% if ns.keys %>
import { <%= entity.var %>Input } from '#shared/<%= entity.file %>';
<% endif %>
import { PageHeader } from '../../components/PageHeader';
<% if ns.keys %>
import { usePreset } from '../../lib/use-preset';
<% endif %>
import { texts } from '../../texts';
import { <%= create %> } from './api';
import { <%= entity.name %>Form } from './<%= entity.name %>Form';
import { labels } from './labels';

const back = { to: '/<%= entity.folder %>', label: labels.plural };
<% if ns.keys %>
const presettable = <%= entity.var %>Input.pick({⟪<% for key in ns.keys %><%= key %>: true<% if not loop.last %>,·<% endif %><% endfor %>¤⟫});
<% endif %>

export function <%= entity.name %>CreatePage() {
<% if ns.keys %>
  const preset = usePreset(presettable);

<% endif %>
  return (
    <div className="page page-narrow">
      <PageHeader title={texts.createTitle(labels.singular)} back={back} />
      <<%= entity.name %>Form⟪defaultValues={<%= 'preset' if ns.keys else '{}' %>}·save={<%= create %>}·cancelTo="/<%= entity.folder %>"⟫/>
    </div>
  );
}
