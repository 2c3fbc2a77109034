/** What the page asks of states: docs/companion-page.md. */
import type { LogName } from "../store/event-columns";
import type { Room } from "../store/driver";
import { differenceOf, keyOf, rowDifference, type StateChange, type ViewDifference } from "./difference";
import type { LogMachine, Position, Shown } from "./log-machine";
import type { LuaJson } from "./lua-json";
import { type Module, type ModuleLedger, type Modules, type ViewInfo } from "./modules";
import { ModuleQueue, type Outcome } from "./module-queue";
import { savedState, type SavedStates } from "./saved-states";

/** Most moments of a curve. */
const MOMENTS = 500;

/** Of which log, and when: Unix seconds; undefined for now. */
export interface StateQuery {
    readonly log: LogName;
    readonly at?: number | undefined;
}

/** What all answers begin with. */
interface Head {
    readonly room: string;
    readonly ledger: string;
    readonly scope: string;
}

/** What the game has saved of a state. */
export interface SavedInfo {
    /** Events that it was made of, and Unix seconds of the last one. */
    readonly events: number;
    readonly time: number;
    /** Unix seconds at which the file was written; null where that is not known. */
    readonly savedAt: number | null;
}

export interface StateAnswer extends Head {
    readonly source: "module" | "saved" | "none";
    readonly at: number | null;
    readonly events: number;
    readonly time: number | null;
    readonly problem: string | null;
    readonly saved: SavedInfo | null;
    readonly views: readonly ViewInfo[];
    readonly state: LuaJson;
    readonly isCut: boolean;
}

export interface ViewAnswer extends Head, ViewInfo {
    /** All views of the ledger. */
    readonly views: readonly ViewInfo[];
    readonly rows: readonly (readonly LuaJson[])[];
    readonly at: number | null;
    readonly events: number;
    readonly time: number | null;
    readonly problem: string | null;
    readonly isCut: boolean;
}

export interface CurveAnswer extends Head {
    readonly view: string;
    readonly column: string;
    readonly player: string;
    readonly points: readonly (readonly [number, number | null])[];
    readonly problem: string | null;
}

export interface DifferenceAnswer extends Head {
    readonly from: number;
    readonly to: number | null;
    readonly view: ViewDifference | null;
    readonly state: readonly StateChange[];
    readonly isCut: boolean;
    readonly problem: string | null;
}

/** What is asked for is not there: a view, a column. */
export class NotShown extends Error {}

const NO_MODULE = "no module with this ledger's reducers is here";

/** Part of a state at a time, with where it stands. */
interface At<T> {
    readonly part: T;
    readonly position: Position;
}

const headOf = ({ id }: Room, { ledger, scope }: LogName): Head => ({ room: id, ledger, scope });

/** A view of a ledger, and its place. Raises NotShown. */
function viewOf({ views, name: ledger }: ModuleLedger, name: string | undefined): readonly [ViewInfo, number] {
    const index = name === undefined ? 0 : views.findIndex((view) => view.name === name);
    const view = views[index];
    if (view !== undefined) return [view, index];
    const known = views.map((each) => each.name).join(", ");
    const what = known === "" ? `the module of ledger "${ledger}" has no views` : `one of ${known} expected`;
    throw new NotShown(`name: ${what}`);
}

const problemOf = <T>(outcome: Outcome<T>): string | null => ("problem" in outcome ? outcome.problem : null);

export class States {
    private readonly queues = new Map<Module, ModuleQueue>();

    /** @param saved what games have saved. @param now milliseconds of a clock that never goes back. */
    constructor(
        readonly modules: Modules,
        private readonly saved: SavedStates,
        private readonly now: () => number,
    ) {}

    /** The state, now or at a time. */
    async state(room: Room, { log, at }: StateQuery): Promise<StateAnswer> {
        const ledger = this.modules.find(log.ledger);
        const head = { ...headOf(room, log), at: at ?? null };
        if (ledger === undefined) return { ...head, ...this.savedOf(room, log), views: [], problem: NO_MODULE };
        const outcome = await this.at(ledger, room, { log, at }, (machine, isAside) => machine.state(isAside));
        const { views } = ledger;
        if ("problem" in outcome) return { ...head, ...this.savedOf(room, log), views, problem: outcome.problem };
        const { part, position } = outcome.result;
        const { value, isCut } = part;
        return { ...head, source: "module", ...position, saved: null, views, state: value, isCut };
    }

    /** One view, now or at a time. Raises NotShown. */
    async view(room: Room, query: StateQuery & { readonly name?: string | undefined }): Promise<ViewAnswer> {
        const { log, at, name } = query;
        const ledger = this.withModule(log);
        const [view, index] = viewOf(ledger, name);
        const outcome = await this.at(ledger, room, query, (machine, isAside) => machine.rows(index, isAside));
        const head = { ...headOf(room, log), ...view, views: ledger.views, at: at ?? null };
        if ("problem" in outcome)
            return { ...head, rows: [], events: 0, time: null, problem: outcome.problem, isCut: false };
        const { part, position } = outcome.result;
        return { ...head, ...part, ...position };
    }

    /** A number of a player over time. Raises NotShown. */
    async curve(
        room: Room,
        log: LogName,
        asked: { readonly view?: string | undefined; readonly column?: string | undefined; readonly player: string },
    ): Promise<CurveAnswer> {
        const { player } = asked;
        const ledger = this.withModule(log);
        const [view, index] = viewOf(ledger, asked.view);
        const key = view.columns.findIndex(({ kind }) => kind === "player");
        const column = view.columns.findIndex(({ name, kind }) =>
            asked.column === undefined ? kind === "number" : name === asked.column && kind === "number",
        );
        if (key < 0) throw new NotShown(`view: "${view.name}" has no column of kind player`);
        if (column < 0) throw new NotShown(`column: a column of kind number of "${view.name}" expected`);
        const outcome = await this.use(ledger, room, log, async (machine) => {
            await machine.finish();
            const points = await machine.curve(index, column, key, player, MOMENTS);
            await machine.forget();
            return points;
        });
        const names = { view: view.name, column: view.columns[column].name, player };
        const points = "problem" in outcome ? [] : outcome.result;
        return { ...headOf(room, log), ...names, points, problem: problemOf(outcome) };
    }

    /** What is other at one time than at another. Raises NotShown. @param asked.view undefined for that of the state alone. */
    async difference(
        room: Room,
        log: LogName,
        asked: { readonly from: number; readonly to?: number | undefined; readonly view?: string | undefined },
    ): Promise<DifferenceAnswer> {
        const { from, to } = asked;
        const ledger = this.withModule(log);
        const shown = asked.view === undefined ? undefined : viewOf(ledger, asked.view);
        const outcome = await this.use(ledger, room, log, async (machine) => {
            await machine.finish();
            return [await this.moment(machine, from, shown?.[1]), await this.moment(machine, to, shown?.[1])] as const;
        });
        const head = { ...headOf(room, log), from, to: to ?? null };
        if ("problem" in outcome) return { ...head, view: null, state: [], isCut: false, problem: outcome.problem };
        const [before, after] = outcome.result;
        const state = differenceOf(before.state.value, after.state.value);
        const view = shown && rowDifference(shown[0], keyOf(shown[0]), before.rows, after.rows);
        const isCut = state.isCut || before.isCut || after.isCut;
        return { ...head, view: view ?? null, state: state.changes, isCut, problem: after.problem };
    }

    async stop(): Promise<void> {
        await this.modules.stop();
    }

    /** State and rows of one moment. */
    private async moment(
        machine: LogMachine,
        at: number | undefined,
        view: number | undefined,
    ): Promise<{ state: Shown; rows: readonly (readonly LuaJson[])[]; isCut: boolean; problem: string | null }> {
        const isAside = at !== undefined;
        if (isAside) await machine.seek(at);
        const state = await machine.state(isAside);
        const rows = view === undefined ? { rows: [], isCut: false } : await machine.rows(view, isAside);
        const { problem } = await machine.position(isAside);
        if (isAside) await machine.forget();
        return { state, rows: rows.rows, isCut: state.isCut || rows.isCut, problem };
    }

    private withModule({ ledger }: LogName): ModuleLedger {
        const found = this.modules.find(ledger);
        if (found === undefined) throw new NotShown(`${NO_MODULE}: without one there are no views`);
        return found;
    }

    private at<T>(
        ledger: ModuleLedger,
        room: Room,
        { log, at }: StateQuery,
        part: (machine: LogMachine, isAside: boolean) => Promise<T>,
    ): Promise<Outcome<At<T>>> {
        const isAside = at !== undefined;
        return this.use(ledger, room, log, async (machine) => {
            await machine.finish();
            if (isAside) await machine.seek(at);
            const made = { part: await part(machine, isAside), position: await machine.position(isAside) };
            if (isAside) await machine.forget();
            return made;
        });
    }

    private use<T>(
        ledger: ModuleLedger,
        room: Room,
        log: LogName,
        work: (machine: LogMachine) => Promise<T>,
    ): Promise<Outcome<T>> {
        const queue = this.queues.get(ledger.module) ?? new ModuleQueue(this.now);
        this.queues.set(ledger.module, queue);
        return queue.use(ledger, room.id, log, async (machine) => {
            await machine.update(room);
            return work(machine);
        });
    }

    /** What the game has saved, for an answer without a module. */
    private savedOf(
        { id }: Room,
        log: LogName,
    ): Pick<StateAnswer, "source" | "events" | "time" | "saved" | "state" | "isCut"> {
        const found = savedState(this.saved, id, log);
        if (found === undefined)
            return { source: "none", events: 0, time: null, saved: null, state: null, isCut: false };
        const { info, shown } = found;
        const { value, isCut } = shown;
        return { source: "saved", events: info.events, time: info.time, saved: info, state: value, isCut };
    }
}
