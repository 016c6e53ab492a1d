<% import "web.jinja" as web %>
<% set ns = namespace(facts=[]) %>
<% for m in (entity.columns[1:] if entity.display else entity.columns) %>
<% if m.name != entity.board.name and (m.is_relation or m.type != 'boolean') and ns.facts|length < 3 %><% set ns.facts = ns.facts + [m] %><% endif %>
<% endfor %>
import {⟪<%= entity.var %>BoardQuery,·<%= entity.var %>Label¤⟫} from '#shared/<%= entity.file %>';
import { Board } from '../../components/board/Board';
<% if ns.facts %>
import { CardFact, CardFacts } from '../../components/board/CardFact';
<% endif %>
import { ListHeader } from '../../components/ListHeader';
<%= web.value_imports(ns.facts) -%>
import { useListParams } from '../../lib/list-params';
import { columns, <%= entity.var %>Board } from './board';
import { labels } from './labels';
import { <%= entity.name %>Toolbar } from './<%= entity.name %>Toolbar';
<%= web.tones_import(ns.facts) -%>
import { views } from './views';

export function <%= entity.name %>BoardPage() {
  const list = useListParams(<%= entity.var %>BoardQuery);

  return (
    <div className="page page-wide">
      <ListHeader⟪labels={labels}·path="/<%= entity.folder %>"·views={views}⟫/>
      <<%= entity.name %>Toolbar list={list} />
      <Board
        source={<%= entity.var %>Board}
        columns={columns}
        query={list.query}
        labels={labels}
        path="/<%= entity.folder %>"
        rowTitle={<%= entity.var %>Label}
<% if ns.facts %>
      >
        {(card) => (
          <CardFacts>
<% for m in ns.facts %>
            <CardFact⟪label={labels.fields.<%= m.name %>}·value={card.<%= m.name %>}<% if not m.is_relation and m.type in ['integer', 'decimal'] %>·labelled<% endif %>⟩>
              <%= web.value(m, 'card') %>
            </CardFact>
<% endfor %>
          </CardFacts>
        )}
      </Board>
<% else %>
      />
<% endif %>
    </div>
  );
}
