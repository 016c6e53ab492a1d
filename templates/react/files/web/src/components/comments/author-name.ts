const storageKey = 'comment-author';

/** The name under which somebody has last written in this browser. */
export function rememberedAuthor(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** Keeps the name for the next comment; without storage, until the page is left. */
export function rememberAuthor(name: string | null) {
  try {
    if (name === null) {
      localStorage.removeItem(storageKey);
    } else {
      localStorage.setItem(storageKey, name);
    }
  } catch {
    // The comment has its author all the same.
  }
}
