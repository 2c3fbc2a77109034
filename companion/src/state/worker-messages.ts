/** What is said between a worker that runs modules and who asks it. */
import type { LuaResult, LuaScalar } from "./lua-vm";

/** What a worker is asked. */
export type Request =
    /** Makes a machine in the place of one of that name, and loads a module into it. Answers what the module says. */
    | {
          readonly id: number;
          readonly kind: "make";
          readonly machine: string;
          readonly text: string;
          readonly file: string;
          readonly addon: string;
          readonly isReversed: boolean;
      }
    /** Calls a function of a machine. */
    | {
          readonly id: number;
          readonly kind: "call";
          readonly machine: string;
          readonly name: string;
          readonly values: readonly LuaScalar[];
          readonly results: number;
      }
    | { readonly id: number; readonly kind: "drop"; readonly machine: string };

/** What it answers. "error": the module has raised. "fatal": the machine is gone. */
export type Answer =
    | { readonly id: number; readonly kind: "results"; readonly results: readonly LuaResult[] }
    | { readonly id: number; readonly kind: "error" | "fatal"; readonly message: string };

/** What a worker is told when it starts. */
export interface WorkerData {
    /** Most bytes of a machine's memory. */
    readonly memory: number;
}
