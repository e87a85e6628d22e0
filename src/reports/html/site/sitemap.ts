import { address } from "./paths.ts";

/** The address of a page below the one where the site stands. */
export function pageUrl(path: string, url: string): string {
  const page = path === "index.html" ? "" : address(path);
  return new URL(page, url.endsWith("/") ? url : `${url}/`).href;
}

/** The pages for search engines, as sitemaps.org defines it. */
export function sitemap(pages: readonly string[], url: string, generatedAt: string | undefined): string {
  const day = generatedAt === undefined ? "" : `<lastmod>${generatedAt.slice(0, 10)}</lastmod>`;
  const entries = pages.map((path) => {
    const loc = pageUrl(path, url).replace(/&/g, "&amp;").replace(/'/g, "&apos;");
    return `  <url><loc>${loc}</loc>${day}</url>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("")}</urlset>\n`;
}
