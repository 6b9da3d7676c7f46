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

// The sentences of pages that few open, as text.
declare module '*.ftl?pages&raw' {
  const text: string;
  export default text;
}

// The sentences for who leads cases, as text.
declare module '*.ftl?lead&raw' {
  const text: string;
  export default text;
}
