/** One log in the machine of its module: kept equal with what is stored, and asked for its states. */
import type { LogName } from "../store/event-columns";
import type { Room, Row } from "../store/driver";
import { luaJson, type LuaJson } from "./lua-json";
import {
    isSameContent,
    type LogMark,
    NO_MARK,
    packRows,
    packSkips,
    readCounted,
    readMark,
    readRevoked,
} from "./log-rows";
import { sealedGap } from "./sealed-gap";
import type { LuaResult, LuaScalar } from "./lua-vm";
import type { ModuleLedger } from "./modules";

/** Events that are applied in one request to the worker: a slow reducer still ends in time. */
const STEP = 2000;

/** Most values of a state, and of the rows of a view. */
export const MOST_VALUES = 50_000;
const MOST_CELLS = 320_000;

/** Where a state stands. */
export interface Position {
    /** Events behind it. */
    readonly events: number;
    /** Unix seconds of the last one; null where there is none. */
    readonly time: number | null;
    /** Why it does not go on, or what it lacks, in a sentence; null where it is as in the game. */
    readonly problem: string | null;
}

/** Part of a state, or of a view. */
export interface Shown {
    readonly value: LuaJson;
    readonly isCut: boolean;
}

export class LogMachine {
    private mark: LogMark = NO_MARK;
    private readonly fed = new Set<number>();
    private revoked: ReadonlySet<string> = new Set();
    private incarnation = -1;
    /** What the events that are here lack. */
    private gap: string | null = null;

    /** @param name of the machine. */
    constructor(
        readonly name: string,
        readonly ledger: ModuleLedger,
        private readonly log: LogName,
    ) {}

    /** Brings the machine up to what is stored. Raises LuaError, LuaFatal and a StoreError. */
    async update(room: Room): Promise<void> {
        if (this.incarnation !== this.ledger.module.worker.incarnation || this.incarnation < 0) await this.begin();
        const change = await room.snapshot(async (reader) => {
            const mark = await readMark(reader, this.log);
            if (isSameContent(mark, this.mark) && mark.revoked === this.mark.revoked) return undefined;
            return {
                mark,
                rows: await readCounted(reader, this.log, this.mark),
                revoked: await readRevoked(reader, this.log),
                gap: await sealedGap(reader, this.log),
            };
        });
        if (change === undefined) return;
        const isFirst = this.mark === NO_MARK;
        if (!isFirst && !isSameContent(this.markWith(change.rows), change.mark)) {
            // Some of what is here counts no longer.
            await this.begin();
            return this.update(room);
        }
        await this.feed(change.rows, change.mark, change.revoked);
        this.gap = change.gap;
    }

    /** Fills it with events that the types allow, in place of those of a log. */
    async sample(count: number): Promise<void> {
        await this.begin();
        await this.call("sample", [count]);
    }

    /** Applies all events. */
    async finish(): Promise<void> {
        while ((await this.call("advance", [STEP])) !== true);
    }

    /** Makes the state of a time beside the newest. */
    async seek(until: number): Promise<void> {
        await this.call("seek", [until]);
        while ((await this.call("approach", [STEP])) !== true);
    }

    async position(isAside: boolean): Promise<Position> {
        const told = luaJson((await this.call("position", [isAside])) as Uint8Array).value;
        const [events, time, halt] = told as [number, number, false | [string, number, string]];
        const problem =
            halt === false
                ? this.gap
                : `the reducer of "${halt[0]}" raised at an event of ${new Date(halt[1] * 1000).toISOString()}, and the state stands still there, as in the game: ${halt[2]}`;
        return { events, time: time < 0 ? null : time, problem };
    }

    /** A state. */
    async state(isAside: boolean): Promise<Shown> {
        const [bytes, isCut] = await this.callFor("dump", [isAside, MOST_VALUES], 2);
        return { value: luaJson(bytes as Uint8Array).value, isCut: isCut === true };
    }

    /** A state in the state's codec; or what in it has no form there. */
    async canonical(isAside: boolean): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
        const [bytes, problem] = await this.callFor("canonical", [isAside], 2);
        if (bytes !== undefined) return { bytes: bytes as Uint8Array };
        return { problem: Buffer.from(problem as Uint8Array).toString() };
    }

    /** The rows of a view: a list of lists. @param view from 0. */
    async rows(view: number, isAside: boolean): Promise<{ rows: readonly (readonly LuaJson[])[]; isCut: boolean }> {
        const [bytes, isCut] = await this.callFor("rows", [view, isAside, MOST_CELLS], 2);
        const { value } = luaJson(bytes as Uint8Array);
        return { rows: value as readonly (readonly LuaJson[])[], isCut: isCut === true };
    }

    /** The number in a player's row at moments that are evenly many events apart. @param moments at most. */
    async curve(
        view: number,
        column: number,
        key: number,
        player: string,
        moments: number,
    ): Promise<[number, number | null][]> {
        const { events } = await this.position(false);
        const step = Math.max(1, Math.ceil(events / moments));
        const points: [number, number | null][] = [];
        await this.call("rewind", [0xffffffff]);
        for (let isDone = events === 0; !isDone;) {
            isDone = (await this.call("approach", [step])) === true;
            const { time } = await this.position(true);
            const cell = await this.call("cell", [view, column, key, player]);
            const value = typeof cell === "number" ? cell : null;
            const last = points.at(-1);
            if (time === null) continue;
            if (last !== undefined && last[0] === time) last[1] = value;
            else if (last === undefined || last[1] !== value || isDone) points.push([time, value]);
        }
        return points;
    }

    /** Frees what seek() and curve() have made. */
    async forget(): Promise<void> {
        await this.call("forget", []);
    }

    private async begin(): Promise<void> {
        const { module, index } = this.ledger;
        await module.make(this.name);
        this.incarnation = module.worker.incarnation;
        await this.call("begin", [index]);
        [this.mark, this.revoked] = [NO_MARK, new Set()];
        this.fed.clear();
    }

    private async feed(rows: readonly Row[], mark: LogMark, revoked: ReadonlySet<string>): Promise<void> {
        try {
            for (const bytes of packRows(rows)) await this.call("feed", [bytes]);
            await this.call("skip", [packSkips(this.revoked, revoked)]);
        } catch (error) {
            // It has some of them: what else it lacks is not known.
            this.incarnation = -1;
            throw error;
        }
        for (const row of rows) this.fed.add(Number(row["row"]));
        [this.mark, this.revoked] = [mark, revoked];
    }

    /** The mark of what is here and some rows. */
    private markWith(rows: readonly Row[]): LogMark {
        let { events, rows: sum, servers } = this.mark;
        for (const row of rows) {
            const number = Number(row["row"]);
            if (this.fed.has(number)) continue;
            events++;
            sum += BigInt(number);
            servers += BigInt(Number(row["server"]));
        }
        return { ...this.mark, events, rows: sum, servers };
    }

    private async call(name: string, values: readonly LuaScalar[]): Promise<LuaResult> {
        return (await this.callFor(name, values, 1))[0];
    }

    private callFor(name: string, values: readonly LuaScalar[], results: number): Promise<readonly LuaResult[]> {
        return this.ledger.module.worker.call(this.name, name, values, results);
    }
}
