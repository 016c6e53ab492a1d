import { ApiError } from '../../lib/api';
import { texts } from '../../texts';

/** The row that an error is about, as in `rows.3.title`. */
function rowOf(path: string) {
  const [, row] = /^rows\.(\d+)/.exec(path) ?? [];
  return row && `${texts.row(row)}:`;
}

/** Why a file could not be read or added at all. */
export function ImportErrors({ error }: { error: Error }) {
  const errors = error instanceof ApiError ? error.errors : [];

  return (
    <div className="form-error" role="alert">
      <p>{error.message}</p>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={path}>
              {rowOf(path)} {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
