import { configureLimits } from "./limits.ts";

export { readToLines } from "./readMany.ts";

configureLimits(process.env);
