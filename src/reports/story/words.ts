/** `a`, `a and b`, `a, b and c`; what is too many is counted. */
export function andList(names: readonly string[], most = names.length): string {
  const more = names.length - most;
  const shown = more > 0 ? [...names.slice(0, most), `${more} more`] : names;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
