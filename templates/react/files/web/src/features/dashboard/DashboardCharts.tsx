<% set ns = namespace(money=false, axis=false, number=false, month=false, category=false) %>
<% for e in entities %><% set d = e.dashboard %><% if d.by_month or d.category %><% if d.by_month %><% set ns.month = true %><% if d.sums and d.sums[0].type == 'money' %><% set ns.axis = true %><% endif %><% endif %><% if d.category %><% set ns.category = true %><% endif %><% if d.sums and d.sums[0].type == 'money' %><% set ns.money = true %><% else %><% set ns.number = true %><% endif %><% endif %><% endfor %>
import type { Dashboard } from '#shared/dashboard';
<% if ns.money %>
import { formatMoney<% if ns.axis %>, formatRoundMoney<% endif %> } from '#shared/format/money';
<% endif %>
<% if ns.number %>
import { formatNumber } from '#shared/format/number';
<% endif %>
<% if ns.category %>
import { GroupChart } from '../../components/charts/GroupChart';
<% endif %>
<% if ns.month %>
import { MonthChart } from '../../components/charts/MonthChart';
<% endif %>
import { texts } from '../../texts';
<% for e in entities|sort(attribute='folder') if e.dashboard.by_month or e.dashboard.category %>
import { labels as <%= e.var %>Labels } from '../<%= e.folder %>/labels';
<% endfor %>

<% macro name(e) %><% if e.dashboard.sums %>texts.sumOf(⟨<%= e.var %>Labels.plural,·<%= e.var %>Labels.fields‹°.<%= e.dashboard.sums[0].name %>›¤⟩)<% else %><%= e.var %>Labels.plural<% endif %><% endmacro %>
<% macro format(e) %><% if e.dashboard.sums and e.dashboard.sums[0].type == 'money' %>{(value) => formatMoney(⟨value,·'<%= e.dashboard.sums[0].currency %>'¤⟩)}<% else %>{formatNumber}<% endif %><% endmacro %>
export function DashboardCharts({ data }: { data: Dashboard }) {
  return (
    <div className="charts">
<% for e in entities %>
<% set d = e.dashboard %>
<% if d.by_month %>
      <MonthChart
        title={texts.byMonth(⟨<%= name(e) %>¤⟩)}
        months={data.<%= e.vars %>.byMonth}
        format=<%= format(e) %>
<% if d.sums and d.sums[0].type == 'money' %>
        formatAxis={(value) => formatRoundMoney(⟨value,·'<%= d.sums[0].currency %>'¤⟩)}
<% endif %>
      />
<% endif %>
<% if d.category %>
      <GroupChart
        title={texts.byGroup(⟨<%= name(e) %>,·<%= e.var %>Labels.fields‹°.<%= d.category.name %>›¤⟩)}
        result={data.<%= e.vars %>.byCategory}
<% if not d.category.is_relation %>
        labels={<%= e.var %>Labels.values.<%= d.category.name %>}
<% endif %>
        format=<%= format(e) %>
      />
<% endif %>
<% endfor %>
    </div>
  );
}
