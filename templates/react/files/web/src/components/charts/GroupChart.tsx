import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { texts } from '../../texts';
import { Chart } from './Chart';

interface Props {
  title: string;
  result: { groups: readonly { name: string | null; value: number }[]; others: number };
  /** The label of each name, where names are not labels themselves. */
  labels?: Readonly<Record<string, string>>;
  format: (value: number) => string;
}

const rowHeight = 34;

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

/** As much of a label as has room on two lines beside its bar; the table has the whole. */
function shorten(label: string): string {
  const words = label.split(' ').map((word) => cut(word, 16));
  return cut(words.join(' '), 28);
}

/** A bar for each of the largest groups, and one for all others. */
export function GroupChart({ title, result, labels, format }: Props) {
  const { groups, others } = result;
  const rows = groups.map(({ name, value }, index) => ({
    // Two groups can have the same label.
    id: String(index),
    label: name === null ? texts.notSet : (labels?.[name] ?? name),
    value,
  }));
  if (others > 0) rows.push({ id: 'others', label: texts.others, value: others });

  return (
    <Chart title={title} rows={rows} format={format}>
      <ResponsiveContainer width="100%" height={rows.length * rowHeight + 8}>
        <BarChart
          data={rows}
          title={title}
          layout="vertical"
          margin={{ top: 0, right: 72, bottom: 0, left: 0 }}
        >
          <XAxis type="number" hide />
          <YAxis
            type="category"
            dataKey="label"
            width={112}
            tickFormatter={shorten}
            tickLine={false}
            axisLine={false}
          />
          <Bar dataKey="value" fill="var(--accent)" radius={3} isAnimationActive={false}>
            <LabelList position="right" formatter={(value) => format(Number(value))} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </Chart>
  );
}
