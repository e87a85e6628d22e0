import highs from "highs";

/** What a solver says of a programme; values by the names of variables. */
interface Solution {
  /** `feasible`: good, but perhaps not the best. */
  outcome: "optimal" | "feasible" | "infeasible";
  values: ReadonlyMap<string, number>;
}

/** Solves a mixed-integer linear programme in CPLEX's LP format. */
export type Solve = (program: string) => Solution;

/** A limit that is the same on every machine, as one of time would not be. */
const MOST_NODES = 50_000;

/** Loads the solver, HiGHS, which takes a while: it is several megabytes. */
export async function loadSolver(): Promise<Solve> {
  // Its types speak of a module with a default export, for what is the function itself.
  const load = highs as unknown as typeof highs.default;
  const solver = await load();
  return (program) => {
    const { Status, Columns } = solver.solve(program, {
      output_flag: false,
      // With it HiGHS 1.15.3 takes a worse solution for the best one, which tests/advise/search.test.ts has found.
      presolve: "off",
      mip_rel_gap: 0,
      mip_abs_gap: 1e-9,
      mip_max_nodes: MOST_NODES,
      random_seed: 0,
    });
    const columns = Object.entries(Columns) as [string, { Primal?: number }][];
    const values = new Map(columns.map(([name, { Primal = 0 }]) => [name, Primal]));
    if (Status === "Optimal") return { outcome: "optimal", values };
    const found = [...values.values()].some((value) => value > 0);
    return { outcome: found && Status !== "Infeasible" ? "feasible" : "infeasible", values };
  };
}
