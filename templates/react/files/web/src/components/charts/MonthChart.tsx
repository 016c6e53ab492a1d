<% set axis = namespace(money=false) %>
<% for e in entities %><% set d = e.dashboard %><% if has.dashboard and d.by_month and d.sums and d.sums[0].type == 'money' %><% set axis.money = true %><% endif %><% endfor %>
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { locale } from '#shared/locale';
import { Chart } from './Chart';

interface Props {
  title: string;
  months: readonly { month: string; value: number }[];
  format: (value: number) => string;
<% if axis.money %>
  formatAxis?: (value: number) => string;
<% endif %>
}

const short = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });

function nameOf(month: string, format: Intl.DateTimeFormat): string {
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** A bar for each of the last months. */
export function MonthChart({ title, months, format<% if axis.money %>, formatAxis = format<% endif %> }: Props) {
  const rows = months.map(({ month, value }) => ({ id: month, label: nameOf(month, long), value }));

  return (
    <Chart title={title} rows={rows} format={format}>
      <ResponsiveContainer width="100%" height={220}>
        <BarChart data={rows} title={title} margin={{ top: 8, right: 4, bottom: 0, left: 4 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="id"
            interval="equidistantPreserveStart"
            tickFormatter={(month: string) => nameOf(month, short)}
            tickLine={false}
          />
          <YAxis
            width="auto"
            allowDecimals={false}
            tickFormatter={<% if axis.money %>formatAxis<% else %>format<% endif %>}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            labelFormatter={(month) => nameOf(String(month), long)}
            formatter={(value) => format(Number(value))}
          />
          <Bar
            dataKey="value"
            name={title}
            fill="var(--accent)"
            radius={3}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </Chart>
  );
}
