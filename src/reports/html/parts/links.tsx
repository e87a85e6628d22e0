import type { ComponentChildren } from "preact";
import { webLink } from "../../view.ts";

/** Where models, vendors, rubrics and criteria have their pages or parts of the page. */
export interface Links {
  model(key: string): string;
  rubric(id: string): string;
  criterion(rubric: string, id: string): string;
  vendor(id: string): string | undefined;
}

/** What every part of a page needs to refer to others. */
export interface Linked {
  links: Links;
}

/** The place of a criterion's text within the page that has its rubric. */
export function criterionAnchor(rubric: string, id: string): string {
  return `ask/${rubric}/${id}`;
}

/** A link to the web, or the text alone where it is none. */
export function WebLink({ to, children }: { to: string | undefined; children?: ComponentChildren }) {
  const href = webLink(to);
  if (href === undefined) return <>{children ?? to}</>;
  return <a href={href}>{children ?? to}</a>;
}

/** Text that only screen readers read. */
export function Spoken({ children }: { children: ComponentChildren }) {
  return <span class="spoken">{children}</span>;
}

/** What is wider than a phone scrolls by itself, by keyboard as well. */
export function Scroll({
  label,
  children,
  tall,
}: {
  label: string;
  children: ComponentChildren;
  tall?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, since nothing is filled in
    <div class={tall ? "scroll tall" : "scroll"} role="group" tabindex={0} aria-label={label}>
      {children}
    </div>
  );
}
