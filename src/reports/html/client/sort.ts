/** Heads of columns become buttons; a list of the columns does the same where heads are not shown. */
export function sortTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) {
    const heads = [...table.querySelectorAll<HTMLTableCellElement>("th[data-sort]")];
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sortBy(table, head, head.ariaSort === "ascending"));
    }
    const list = document.querySelector<HTMLSelectElement>(`[data-sort-by="${table.id}"]`);
    list?.append(
      new Option("the order given", ""),
      ...heads.map((head, at) => new Option(nameOf(head), String(at))),
    );
    list?.addEventListener("change", () => {
      const head = heads[Number(list.value)];
      if (list.value !== "" && head !== undefined) sortBy(table, head, false);
    });
  }
}

function nameOf(head: HTMLElement): string {
  return head.textContent.trim();
}

/** Rows that are level keep their order. */
function sortBy(table: HTMLTableElement, head: HTMLTableCellElement, descending: boolean): void {
  const [body] = table.tBodies;
  if (body === undefined) return;
  const asNumber = head.dataset.sort === "number";
  const rows = [...body.rows].map((row) => ({ row, value: sortKey(row.cells[head.cellIndex], asNumber) }));
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  body.append(...rows.map(({ row }) => row));
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.ariaSort = descending ? "descending" : "ascending";
}

/** What a cell is sorted by: its value, else its text. */
function sortKey(cell: HTMLTableCellElement | undefined, asNumber: boolean): string | number {
  const value = cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  return asNumber ? Number(value) : value.toLowerCase();
}
