<% import "web.jinja" as web %>
<% set pad = '  ' if entity.image else '' %>
<% set several = namespace(value=false) %>
<% for i in entity.incoming if not i.only %><% set several.value = true %><% endfor %>
import { useParams } from 'react-router';
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
<% if entity.comments %>
import { Comments } from '../../components/comments/Comments';
<% endif %>
<% set shown = web.value_imports(entity.members) ~ web.links_import(entity.links) %>
<% if shown %>
import { DetailItem, DetailList, RecordHistory } from '../../components/details';
<% else %>
import { RecordHistory } from '../../components/details';
<% endif %>
import { QueryFallback } from '../../components/QueryFallback';
import { RecordHeader } from '../../components/RecordHeader';
<% if entity.image %>
import { RecordImage } from '../../components/RecordImage';
<% endif %>
<%= shown -%>
<% if several.value %>
import { texts } from '../../texts';
<% endif %>
<% for source in entity.sources %>
import { labels as <%= source.var %>Labels } from '../<%= source.folder %>/labels';
import { Related<%= source.name %>List } from '../<%= source.folder %>/Related<%= source.name %>List';
<% endfor %>
import {⟪delete<%= entity.name %>,·use<%= entity.name %>Detail¤⟫} from './api';
import { labels } from './labels';
<% if entity.self_relation %>
import { Related<%= entity.name %>List } from './Related<%= entity.name %>List';
<% endif %>
<%= web.tones_import(entity.members) ~ '\n' -%>
export function <%= entity.name %>DetailPage() {
  const { id = '' } = useParams();
  const result = use<%= entity.name %>Detail(id);

  if (!result.data) {
    return <QueryFallback⟪labels={labels}·path="/<%= entity.folder %>"·result={result}⟫/>;
  }

  const record = result.data;
  const title = <%= entity.var %>Label(record);

  return (
    <div className="page record">
      <RecordHeader⟪labels={labels}·path="/<%= entity.folder %>"·id={id}·title={title}·remove={delete<%= entity.name %>}⟫/>
<% if entity.image %>
      <div className="record-columns">
        <div className="record-images">
<% for f in entity.fields if f.type == 'image' %>
          <RecordImage⟪image={record.<%= f.name %>}·label={labels.fields.<%= f.name %>}·title={title}⟫/>
<% endfor %>
        </div>
<% endif %>
<% for m in entity.form if m.is_relation or m.type != 'image' %>
<% if loop.first %>
<%= pad %>      <DetailList>
<% endif %>
<%= pad %>        <DetailItem label={labels.fields.<%= m.name %>}>
<%= pad %>          <%= web.value(m, 'record') %>
<%= pad %>        </DetailItem>
<% endfor %>
<% for l in entity.links %>
<% if loop.first and not web.value_imports(entity.members) %>
<%= pad %>      <DetailList>
<% endif %>
<%= pad %>        <DetailItem label={labels.fields.<%= l.name %>}>
<%= pad %>          <RelationsValue⟪value={record.<%= l.name %>}·path="/<%= l.target.folder %>"⟫/>
<%= pad %>        </DetailItem>
<% endfor %>
<% if shown %>
<%= pad %>      </DetailList>
<% endif %>
<% if entity.image %>
      </div>
<% endif %>
<% for i in entity.incoming %>
<% set from = 'labels' if i.entity.name == entity.name else i.entity.var ~ 'Labels' %>
<% set number = 'singular' if i.relation.unique else 'plural' %>
      <Related<%= i.entity.name %>List⟪title={<% if i.only %><%= from %>.<%= number %><% else %>texts.related(⟨<%= from %>.<%= number %>,·<%= from %>.fields‹°.<%= i.relation.name %>›¤⟩)<% endif %>}·relation="<%= i.relation.key %>"·id={id}<% if i.relation.unique %>·single<% endif %>⟫/>
<% endfor %>
      <RecordHistory record={record} />
<% if entity.comments %>
      <Comments path={`/<%= entity.folder %>/${id}/comments`} />
<% endif %>
    </div>
  );
}
