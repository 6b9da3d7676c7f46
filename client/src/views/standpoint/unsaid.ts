// Words typed beside a standpoint but not finished: kept in memory while the app is open, so that looking elsewhere loses
// nothing. They go nowhere else, and leaving the page forgets them.

/** Unfinished words by item id. */
export const unsaid = new Map<string, string>();
