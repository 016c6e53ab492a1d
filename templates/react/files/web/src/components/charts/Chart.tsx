import type { ReactNode } from 'react';
import { texts } from '../../texts';
import './Chart.css';

interface Props {
  title: string;
  rows: readonly { id: string; label: string; value: number }[];
  format: (value: number) => string;
  children: ReactNode;
}

/** A drawing with its title, and the same numbers as a table. */
export function Chart({ title, rows, format, children }: Props) {
  const isEmpty = rows.every(({ value }) => value === 0);

  return (
    <figure className="card chart">
      <figcaption>{title}</figcaption>
      {isEmpty ? <p className="chart-empty">{texts.chartEmpty}</p> : children}
      {!isEmpty && (
        <details className="chart-table">
          <summary>{texts.showAsTable}</summary>
          <table>
            <tbody>
              {rows.map(({ id, label, value }) => (
                <tr key={id}>
                  <th scope="row">{label}</th>
                  <td>{format(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  );
}
