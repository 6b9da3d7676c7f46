// Words typed but not finished, beside a standpoint and in forms: kept in memory while the app is open, so that looking elsewhere
// loses nothing. They go nowhere else, and leaving the page forgets them.

/** Unfinished words by item id, or by the place of their form. */
export const unsaid = new Map<string, string>();

/**
 * What was begun in a form and is not there yet, by its place in `unsaid`, where the words of it stand: as the form holds it. Goes
 * when those go.
 */
export const begun = new Map<string, string>();
