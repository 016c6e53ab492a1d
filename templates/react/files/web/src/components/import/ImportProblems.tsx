import type { ImportProblem } from '#shared/csv';
import { formatNumber } from '#shared/format/number';
import { texts } from '../../texts';
import { AlertIcon, CheckIcon } from '../icons';

interface Props {
  problems: readonly ImportProblem[];
  /** How many there are; only the first are listed. */
  count: number;
}

/** What has to be corrected in a file before it can be added. */
export function ImportProblems({ problems, count }: Props) {
  if (count === 0) {
    return (
      <p className="import-verdict" data-good role="status">
        <CheckIcon />
        {texts.noProblems}
      </p>
    );
  }

  return (
    <section className="import-section" role="alert">
      <h2 className="import-verdict">
        <AlertIcon />
        {texts.problemsInFile(formatNumber(count))}
      </h2>
      <p className="muted">{texts.problemsHint}</p>
      <ul className="card import-problems">
        {problems.map(({ row, name, label, message }) => (
          <li key={`${row} ${name}`}>
            <span className="import-place">{texts.rowAndColumn(formatNumber(row), label)}</span>
            {message}
          </li>
        ))}
        {count > problems.length && (
          <li className="muted">{texts.moreProblems(formatNumber(count - problems.length))}</li>
        )}
      </ul>
    </section>
  );
}
