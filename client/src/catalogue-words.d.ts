// The sentences of the catalogue alone, as text.
declare module '*.ftl?catalogue&raw' {
  const text: string;
  export default text;
}
// Those that come with the pages that say them.
declare module '*.ftl?later&raw' {
  const text: string;
  export default text;
}
