// The sentences of the catalogue alone, as text.
declare module '*.ftl?catalogue&raw' {
  const text: string;
  export default text;
}
