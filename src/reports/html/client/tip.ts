/** How long a text stays once the pointer has left, so that it can be reached. */
const STAY = 250;
const MARGIN = 8;

/** The text of a criterion beside its name, and the level of a cell beside the cell. */
export function showTips(): void {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.role = "tooltip";
  if (!("showPopover" in tip)) return;
  tip.popover = "manual";
  document.body.append(tip);
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const hide = () => tip.hidePopover();
  const show = (target: Element | null) => {
    const content = target && contentFor(target);
    if (!content) return;
    clearTimeout(leaving);
    tip.replaceChildren(...content);
    tip.showPopover();
    place(tip, target.getBoundingClientRect());
  };
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch" || !(target instanceof Element)) return;
    if (tip.contains(target)) clearTimeout(leaving);
    else if (target.closest(TARGETS)) show(target.closest(TARGETS));
    else if (tip.matches(":popover-open")) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, STAY);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches("a.ask:focus-visible")) show(target);
    else hide();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  // A first tap reads, a second one follows the link.
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (!(event instanceof PointerEvent) || event.pointerType !== "touch" || !(target instanceof Element))
      return hide();
    const asked = target.closest(TARGETS);
    if (asked === null || (asked === tapped && tip.matches(":popover-open"))) {
      tapped = null;
      if (!tip.contains(target)) hide();
      return;
    }
    tapped = asked;
    event.preventDefault();
    show(asked);
  });
  const scrolled = ({ target }: Event) => {
    if (!(target instanceof Node && tip.contains(target))) hide();
  };
  addEventListener("scroll", scrolled, { passive: true, capture: true });
}

const TARGETS = "a.ask, .heatmap tbody td";
let tapped: Element | null = null;

/** Copies of what the page says elsewhere. */
function contentFor(target: Element): Node[] | undefined {
  if (target instanceof HTMLTableCellElement) {
    const row = target.parentElement;
    const heads = target.closest("table")?.querySelectorAll("thead tr:last-child th");
    const about = document.createElement("strong");
    about.textContent = heads?.[target.cellIndex]?.textContent ?? "";
    return [`${row?.querySelector("th")?.textContent}: `, about, `: ${target.textContent}`].map((part) =>
      typeof part === "string" ? document.createTextNode(part) : part,
    );
  }
  const { hash } = target as HTMLAnchorElement;
  const text = document.getElementById(decodeURIComponent(hash.slice(1)));
  return text === null ? undefined : [...text.cloneNode(true).childNodes];
}

/** Below what it belongs to, else above it, and never outside the window. */
function place(tip: HTMLElement, { left, top, bottom }: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const below = bottom + MARGIN;
  const fits = below + height < innerHeight;
  tip.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  tip.style.top = `${fits ? below : Math.max(MARGIN, top - height - MARGIN)}px`;
}
