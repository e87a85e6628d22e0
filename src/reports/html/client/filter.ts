/** A field for words: only rows that have all of them are shown. */
export function filterTables(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("[data-filter]")) {
    const id = input.dataset.filter ?? "";
    const body = document.querySelector<HTMLTableElement>(`#${id}`)?.tBodies[0];
    const status = document.querySelector(`[data-count="${id}"]`);
    if (body === undefined || status === null) continue;
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const rows = [...body.rows];
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
      status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
    };
    input.addEventListener("input", filter);
    filter();
  }
}
