/** A file's text, minified, put there by whoever bundles; of a script, with all that it imports. */
declare module "*?raw" {
  const text: string;
  export default text;
}
