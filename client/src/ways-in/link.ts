// A personal link: its secret stands behind the `#`, which no server gets to see, and leaves the address bar at once.

const BEGINS = /^#\/?kom=/;

/** The secret of the link somebody followed, kept in memory only; nothing when they came by no link. */
export function takeLink(): string | null {
  if (!BEGINS.test(location.hash)) return null;
  const secret = location.hash.replace(BEGINS, '');
  // In place of this entry in the history: Back shows no link either.
  history.replaceState(null, '', location.pathname);
  return secret;
}
