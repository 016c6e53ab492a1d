import type { ImportCheck } from '#shared/csv';
import { formatNumber } from '#shared/format/number';
import { texts } from '../../texts';

/** The first rows of a file, under the names that their columns have here. */
export function ImportPreview({ check }: { check: ImportCheck }) {
  const { columns, sample, total } = check;
  const ignored = columns.filter(({ label }) => label === null);

  return (
    <section className="import-section">
      <h2>{texts.rowsInFile(formatNumber(total))}</h2>
      {ignored.length > 0 && (
        <p className="muted">{texts.ignoredColumns(ignored.map(({ heading }) => heading))}</p>
      )}
      {/* Wider than most screens, and whoever uses a keyboard must be able to scroll it, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="card import-scroll" role="region" aria-label={texts.firstRows} tabIndex={0}>
        <table className="import-table">
          <caption className="visually-hidden">{texts.firstRows}</caption>
          <thead>
            <tr>
              {columns.map(({ heading, label }, place) => (
                <th key={place} scope="col" data-ignored={label === null || undefined}>
                  {label ?? heading}
                  {label === null && <span className="import-note">{texts.ignored}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, place) => (
                  <td key={place} data-ignored={columns[place]?.label === null || undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
