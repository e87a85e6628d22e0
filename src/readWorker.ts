export { readToLines } from "./readMany.ts";
