// One bundle of its own: what makes pages and pictures is not loaded by whoever prints a table.
export { badge, shields } from "./badge.ts";
export { card } from "./card.tsx";
export { htmlReport } from "./report.tsx";
export { siteFiles } from "./site/site.tsx";
