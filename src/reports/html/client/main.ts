// Sorts, filters, shows texts on hover, and saves. The page says all that it says without it.
import { filterTables } from "./filter.ts";
import { foldAndUnfold } from "./fold.ts";
import { saveFiles } from "./save.ts";
import { sortTables } from "./sort.ts";
import { showTips } from "./tip.ts";

for (const tools of document.querySelectorAll<HTMLElement>("[data-tools]")) tools.hidden = false;
sortTables();
filterTables();
foldAndUnfold();
showTips();
saveFiles();
