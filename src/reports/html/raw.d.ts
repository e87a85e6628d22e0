/** A file's text, put there by whoever bundles. */
declare module "*?raw" {
  const text: string;
  export default text;
}
