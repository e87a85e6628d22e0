// Draws what a command prints in a terminal as a picture: node scripts/terminal.js > docs/terminal.svg
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const COMMAND = [
  "score",
  "ai2",
  "nvidia",
  "deepseek",
  "meta",
  "mistral",
  "google",
  "openai",
  "anthropic",
  "--sort",
  "rank",
];
const COLUMNS = 88;
const COLUMN = 8.4;
const LINE = 20;
const MARGIN = 20;

const PLAIN = "#c9d1d9";
const COLORS = { 31: "#ff7b72", 32: "#56d364", 33: "#e3b341" };

/** The style after an escape sequence. */
function styled(style, code) {
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, color: PLAIN };
  if (code in COLORS) return { ...style, color: COLORS[code] };
  throw new Error(`There is no picture of the escape sequence ${code}.`);
}

/** The words of a line, each with its style and the column in which it begins. */
function runsOf(line) {
  let style = { color: PLAIN, bold: false, dim: false };
  let column = 0;
  const runs = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code !== undefined) style = styled(style, Number(code));
    else if (part !== "") {
      for (const { 0: text, index } of part.matchAll(/\S+/g))
        runs.push({ text, column: column + index, style });
      column += part.length;
    }
  }
  return runs;
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Each word is as wide as its columns, whatever font there is. */
function tspan({ text, column, style: { color, bold, dim } }) {
  const width = (text.length * COLUMN).toFixed(1);
  const weight = bold ? ' font-weight="700"' : "";
  const faint = dim ? ' opacity="0.6"' : "";
  return `<tspan x="${(MARGIN + column * COLUMN).toFixed(1)}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${color}"${weight}${faint}>${escaped(text)}</tspan>`;
}

/** What the command prints, as an SVG picture. */
function terminalPicture() {
  const { stdout, status } = spawnSync(process.execPath, ["bin/openness.js", ...COMMAND], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", COLUMNS: String(COLUMNS), FORCE_COLOR: "1" },
  });
  if (status !== 0) throw new Error(`openness ${COMMAND.join(" ")} exits ${status}.`);
  const lines = [`$ openness ${COMMAND.join(" ")}`, "", ...stdout.trimEnd().split("\n")];
  const width = Math.round(COLUMNS * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  const texts = lines.map((line, at) => {
    const runs = runsOf(line);
    return runs.length === 0
      ? ""
      : `<text y="${MARGIN + (at + 0.75) * LINE}">${runs.map(tspan).join(" ")}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>A terminal with the output of ${escaped(lines[0].slice(2))}</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
${texts.join("")}</g>
</svg>
`;
}

process.stdout.write(terminalPicture());
