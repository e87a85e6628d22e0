import { gzipSync, strToU8 } from "fflate";
import type { ResultDocument } from "../../result/schema.ts";
import { jsonText } from "../../text.ts";
import { csv } from "../csv.ts";
import { shownIn } from "../shown.ts";

/**
 * The data of a page, for its script to save as files: compressed, since results repeat themselves much, by a library
 * that gives the same bytes on every machine.
 */
export function Data({ document }: { document: ResultDocument }) {
  const shown = shownIn(document);
  return (
    <>
      <p class="tools" hidden data-tools="data">
        <button type="button" data-save="json">
          Save as JSON
        </button>
        <button type="button" data-save="csv">
          Save as CSV
        </button>
      </p>
      <File name="json" type="application/json" text={`${jsonText(shown)}\n`} />
      <File name="csv" type="text/csv" text={csv(shown, undefined, { detail: true })} />
    </>
  );
}

function File({ name, type, text }: { name: string; type: string; text: string }) {
  const packed = Buffer.from(gzipSync(strToU8(text), { level: 9, mtime: 0 }));
  return (
    <script type="text/plain" data-file={name} data-type={type}>
      {packed.toString("base64")}
    </script>
  );
}
