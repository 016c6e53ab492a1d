<% set ns = namespace(money=false, charts=false, sums=false, notes=false) %>
<% for e in entities %><% set d = e.dashboard %><% if d.by_month or d.category %><% set ns.charts = true %><% endif %><% for f in d.sums %><% set ns.sums = true %><% if f.type == 'money' %><% set ns.money = true %><% endif %><% endfor %><% endfor %>
<% if ns.charts %>
import { lazy, Suspense } from 'react';
<% endif %>
import { Link } from 'react-router';
import type { Dashboard } from '#shared/dashboard';
import { formatDateTime } from '#shared/format/datetime';
<% if ns.money %>
import { formatMoney } from '#shared/format/money';
<% endif %>
import { formatNumber } from '#shared/format/number';
import { PageHeader } from '../../components/PageHeader';
import { ErrorState, Loading } from '../../components/states';
import { texts } from '../../texts';
<% for e in entities|sort(attribute='folder') %>
import { labels as <%= e.var %>Labels } from '../<%= e.folder %>/labels';
<% endfor %>
import { useDashboard } from './api';
import { Tile } from './Tile';
import './DashboardPage.css';

<% if ns.charts %>
/** Drawing takes more code than all else here: the numbers need not wait for it. */
const DashboardCharts = lazy(async () => {
  const charts = await import('./DashboardCharts');
  return { default: charts.DashboardCharts };
});

<% endif %>
<% macro written(f, value) %><% if f.type == 'money' %>formatMoney(⟨<%= value %>,·'<%= f.currency %>'¤⟩)<% else %>formatNumber(⟨<%= value %>¤⟩)<% endif %><% endmacro %>
export function DashboardPage() {
  const result = useDashboard();

  return (
    <div className="page dashboard">
      <PageHeader title={texts.dashboard} />
      {result.isPending && <Loading />}
      {result.isLoadingError && (
        <ErrorState error={result.error} onRetry={() => result.refetch()} />
      )}
      {result.data && <Numbers data={result.data} />}
    </div>
  );
}

function Numbers({ data }: { data: Dashboard }) {
  return (
    <>
      <ul className="tiles">
<% for e in entities %>
        <Tile⟪label={<%= e.var %>Labels.plural}·value={formatNumber(data.<%= e.vars %>.count)}·to="/<%= e.folder %>"⟫/>
<% for f in e.dashboard.sums %>
<% if e.dashboard.date %>
        <Tile⟪label={texts.sumOf(⟨<%= e.var %>Labels.plural,·<%= e.var %>Labels.fields‹°.<%= f.name %>›¤⟩)}·value={<%= written(f, 'data.' ~ e.vars ~ '.sums‹°.' ~ f.name ~ '›') %>}·to="/<%= e.folder %>"⟩>
          {texts.thisMonth(⟨<%= written(f, 'data.' ~ e.vars ~ '.sumsOfMonth‹°.' ~ f.name ~ '›') %>¤⟩)}
        </Tile>
<% else %>
        <Tile⟪label={texts.sumOf(⟨<%= e.var %>Labels.plural,·<%= e.var %>Labels.fields‹°.<%= f.name %>›¤⟩)}·value={<%= written(f, 'data.' ~ e.vars ~ '.sums‹°.' ~ f.name ~ '›') %>}·to="/<%= e.folder %>"⟫/>
<% endif %>
<% endfor %>
<% endfor %>
      </ul>
<% if ns.charts %>
      <Suspense fallback={<Loading />}>
        <DashboardCharts data={data} />
      </Suspense>
<% endif %>
      <section>
        <h2>{texts.recent}</h2>
        <div className="card">
          {data.recent.length === 0 && <p className="recent-empty">{texts.listEmptyHint}</p>}
          <ul className="recent">
            {data.recent.map(({ path, id, label, createdAt }) => (
              <li key={id}>
                <Link className="clamp" to={`${path}/${id}`}>
                  {label}
                </Link>
                <time dateTime={createdAt}>{formatDateTime(createdAt)}</time>
              </li>
            ))}
          </ul>
        </div>
      </section>
    </>
  );
}
