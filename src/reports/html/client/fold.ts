/** Opens what a link leads to, and all at once where asked. */
export function foldAndUnfold(): void {
  for (const [name, open] of [
    ["unfold", true],
    ["fold", false],
  ] as const) {
    for (const button of document.querySelectorAll<HTMLElement>(`[data-${name}]`)) {
      button.addEventListener("click", () => setAll(`#${button.dataset[name]} details`, open));
    }
  }
  addEventListener("hashchange", openTarget);
  openTarget();
  // On paper nothing can be unfolded: what is not of single models, which may be hundreds of pages, stands open.
  let folded: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    const all = document.querySelectorAll<HTMLDetailsElement>("details:not([open])");
    folded = [...all].filter((one) => one.closest("#models, #rubrics") === null);
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });
}

function setAll(selector: string, open: boolean): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>(selector)) details.open = open;
}

/** Browsers open what is around a target; the target itself may be folded as well. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(target instanceof HTMLDetailsElement)) return;
  target.open = true;
  target.scrollIntoView();
}
