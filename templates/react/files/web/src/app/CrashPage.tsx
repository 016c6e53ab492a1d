import { texts } from '../texts';

export function CrashPage() {
  return (
    <div className="page state" role="alert">
      <title>{texts.pageTitle(texts.crashTitle)}</title>
      <h1>{texts.crashTitle}</h1>
      <p>{texts.crashText}</p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        {texts.reload}
      </button>
    </div>
  );
}
