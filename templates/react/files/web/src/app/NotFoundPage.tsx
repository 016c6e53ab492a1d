import { Link } from 'react-router';
import { texts } from '../texts';

export function NotFoundPage() {
  return (
    <div className="page state">
      <title>{texts.pageTitle(texts.notFoundTitle)}</title>
      <h1>{texts.notFoundTitle}</h1>
      <p>{texts.notFoundText}</p>
      <Link className="button" to="/">
        {texts.goHome}
      </Link>
    </div>
  );
}
