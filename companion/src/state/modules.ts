/** The modules that are there, and which ledger each is for. docs/companion-modules.md. */
import { luaJson } from "./lua-json";
import { LuaError, LuaFatal } from "./lua-vm";
import { ModuleWorker, type WorkerLimits } from "./module-worker";

/** The text of a module, as it was found. */
export interface ModuleFile {
    /** Where: for words. */
    readonly path: string;
    /** Of the addon: what the game gives its files. */
    readonly addon: string;
    readonly text: string;
    /** Whether pairs() goes the other way: to find out whether that makes a difference. */
    readonly isReversed?: boolean;
}

/** A column of a view, and a view. */
export interface ColumnInfo {
    readonly name: string;
    readonly title: string;
    readonly kind: "player" | "number" | "item" | "time" | "text";
}
export interface ViewInfo {
    readonly name: string;
    readonly title: string;
    readonly columns: readonly ColumnInfo[];
}

/** A type that a module defines. */
export interface TypeInfo {
    readonly name: string;
    readonly id: number;
    readonly fields: readonly string[];
}

/** A ledger that a module has reducers for. */
export interface ModuleLedger {
    readonly name: string;
    /** The variable in SavedVariables; undefined where the module does not say. */
    readonly saved: string | undefined;
    readonly stateVersion: number;
    readonly types: readonly TypeInfo[];
    readonly views: readonly ViewInfo[];
    /** Which of the module's ledgers it is, from 0 on. */
    readonly index: number;
    readonly module: Module;
}

type ToldLedger = readonly [
    name: string,
    saved: string | false,
    stateVersion: number,
    types: readonly (readonly [string, number, unknown])[],
    views: readonly (readonly [string, string, readonly (readonly [string, string, ColumnInfo["kind"]])[]])[],
];

/** An empty table of Lua is no list in JSON. */
const listOrNone = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : []);

function ledgerOf(told: ToldLedger, index: number, module: Module): ModuleLedger {
    const [name, saved, stateVersion, types, views] = told;
    return {
        ...{ name, saved: saved === false ? undefined : saved, stateVersion, index, module },
        types: listOrNone<ToldLedger[3][number]>(types).map(([type, id, fields]) => ({
            ...{ name: type, id, fields: listOrNone<string>(fields) },
        })),
        views: listOrNone<ToldLedger[4][number]>(views).map(([view, title, columns]) => ({
            ...{ name: view, title },
            columns: columns.map(([column, columnTitle, kind]) => ({ name: column, title: columnTitle, kind })),
        })),
    };
}

/** What is wrong with a module, as the end of a sentence. Raises what is no fault of the module. */
export function faultOf(error: unknown): string {
    if (error instanceof LuaError) return error.message;
    if (error instanceof LuaFatal) return error.message;
    throw error;
}

/** One module, with the worker that runs it. */
export class Module {
    readonly worker: ModuleWorker;

    constructor(
        readonly file: ModuleFile,
        limits: WorkerLimits = {},
    ) {
        this.worker = new ModuleWorker(limits);
    }

    /** Makes a machine with this module. Raises LuaError and LuaFatal. @returns its ledgers. */
    async make(machine: string): Promise<ModuleLedger[]> {
        const { value } = luaJson(await this.worker.make(machine, fileOf(this.file)));
        return listOrNone<ToldLedger>(value).map((told, index) => ledgerOf(told, index, this));
    }
}

const fileOf = ({ text, path, addon, isReversed = false }: ModuleFile): Parameters<ModuleWorker["make"]>[1] => ({
    ...{ text, addon, isReversed },
    file: path.replace(/^.*[\\/]/, ""),
});

/** The machine in which a module is only looked at. */
const LOOK = "look";

/** All modules of a site. */
export class Modules {
    private constructor(
        private readonly modules: readonly Module[],
        readonly ledgers: readonly ModuleLedger[],
        /** What is wrong with those that cannot be used. */
        readonly problems: readonly string[],
        private readonly names: ReadonlyMap<string, string>,
    ) {}

    static readonly NONE = new Modules([], [], [], new Map());

    /**
     * Looks at modules.
     * @param names of ledgers, by the variable in SavedVariables that holds each, as far as that is known.
     */
    static async open(
        files: readonly ModuleFile[],
        names: ReadonlyMap<string, string> = new Map(),
        limits: WorkerLimits = {},
    ): Promise<Modules> {
        const ledgers: ModuleLedger[] = [];
        const problems: string[] = [];
        const modules: Module[] = [];
        for (const file of files) {
            const module = new Module(file, limits);
            try {
                const found = await module.make(LOOK);
                await module.worker.drop(LOOK);
                modules.push(module);
                for (const ledger of found) {
                    const other = ledgers.find(({ name }) => name === ledger.name);
                    if (other === undefined) ledgers.push(ledger);
                    else
                        problems.push(
                            `${file.path}: ledger "${ledger.name}" is that of ${other.module.file.path} already`,
                        );
                }
            } catch (error) {
                problems.push(`${file.path}: ${faultOf(error)}`);
                await module.worker.stop();
            }
        }
        return new Modules(modules, ledgers, problems, names);
    }

    /** The reducers of a ledger, by its name or by the variable that holds it. */
    find(ledger: string): ModuleLedger | undefined {
        const name = this.names.get(ledger) ?? ledger;
        return this.ledgers.find((each) => each.name === name) ?? this.ledgers.find(({ saved }) => saved === ledger);
    }

    async stop(): Promise<void> {
        for (const { worker } of this.modules) await worker.stop();
    }
}
