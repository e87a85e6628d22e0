// Sorts, filters and saves. The page says all that it says without it.

const parts = (selector, within = document) => [...within.querySelectorAll(selector)];

for (const tools of parts("[data-tools]")) tools.hidden = false;

/** What a cell is sorted by: its value, else its text. */
function sortKey(row, column, asNumber) {
  const cell = row.cells[column];
  const value = cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  return asNumber ? Number(value) : value.toLowerCase();
}

function sortBy(table, head, descending) {
  const body = table.tBodies[0];
  const asNumber = head.dataset.sort === "number";
  const rows = [...body.rows].map((row) => ({ row, value: sortKey(row, head.cellIndex, asNumber) }));
  rows.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) * (descending ? -1 : 1));
  body.append(...rows.map(({ row }) => row));
  for (const other of parts("th[aria-sort]", table)) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
}

for (const table of parts("table.sortable")) {
  for (const head of parts("th[data-sort]", table)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () =>
      sortBy(table, head, head.getAttribute("aria-sort") === "ascending"),
    );
  }
}

for (const input of parts("[data-filter]")) {
  const table = document.getElementById(input.dataset.filter);
  const count = document.querySelector(`[data-count="${input.dataset.filter}"]`);
  const filter = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...table.tBodies[0].rows];
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = `${shown} of ${rows.length}`;
  };
  input.addEventListener("input", filter);
  filter();
}

/** Opens what a link leads into. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const details of target ? parts("details", target).slice(0, 1) : []) details.open = true;
}

addEventListener("hashchange", openTarget);
openTarget();

// What is folded on a screen cannot be unfolded on paper.
let folded = [];
addEventListener("beforeprint", () => {
  folded = parts("details:not([open])");
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

/** The data that the page carries, unpacked. */
async function fileOf(name) {
  const { textContent, dataset } = document.querySelector(`[data-file="openness.${name}"]`);
  const packed = Uint8Array.from(atob(textContent.trim()), (letter) => letter.codePointAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Blob([await new Response(stream).arrayBuffer()], { type: dataset.type });
}

for (const button of parts("[data-save]")) {
  button.addEventListener("click", async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await fileOf(button.dataset.save));
    link.download = `openness.${button.dataset.save}`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
