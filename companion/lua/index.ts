/**
 * The machine: what the companion runs in Lua 5.1 to make the states of a ledger by the addon's own reducers. It is compiled with the
 * library's own log and applier, and driven from outside by its functions: texts and numbers in, texts and numbers out. Whatever a
 * module raises is raised by them.
 */

import "./bits";
import { readU16, readU24, readU32 } from "../../src/codec/integers";
import { KEY_BYTES } from "../../src/event/key";
import { encodeCanonical } from "../../src/replay/canonical-state";
import { copyState } from "../../src/replay/state-copy";
import { dump, dumpRows } from "./dump";
import { type LedgerModule, readModule } from "./module";
import { runModule } from "./sandbox";
import { addSample } from "./sample";
import { Timeline } from "./timeline";
import { rowsOf } from "./views";

const byte = string.byte;
const sub = string.sub;

const noPause = (): void => {};

/** Values of what is told about a module: more than any has. */
const MOST_TOLD = 100_000;

let ledgers: LedgerModule[] = [];
let ledger: LedgerModule;
let timeline: Timeline;

function tellLedger({ name, saved, stateVersion, types, views }: LedgerModule): unknown[] {
    return [
        name,
        saved ?? false,
        stateVersion,
        types.map((type) => [type.name, type.id, type.declared]),
        views.map((view) => [
            view.name,
            view.title,
            view.columns.map((column) => [column.name, column.title, column.kind]),
        ]),
    ];
}

const stateOf = (isAside: boolean): object => (isAside ? timeline.asideState() : timeline.state()).state;

/** What a view may do with as it likes: a copy, where the state can be copied. */
function stateForView(isAside: boolean): object {
    const state = stateOf(isAside);
    const [copy] = copyState(state, noPause);
    return copy ?? state;
}

export const machine = {
    /** Runs a module. @param isReversed whether pairs() goes the other way. @returns what it says, as dump() writes it. */
    load: (text: string, file: string, addonName: string, isReversed: boolean): string => {
        ledgers = readModule(runModule(text, file, addonName, isReversed));
        const [told] = dump(
            ledgers.map((each) => tellLedger(each)),
            MOST_TOLD,
        );
        return told;
    },

    /** Begins with a log of one of its ledgers. @param index from 0. */
    begin: (index: number): void => {
        ledger = ledgers[index];
        timeline = new Timeline(ledger);
    },

    /** Takes in events: key, u24 server id of the creator, u8 whether it is skipped, u16 length of the body, body. */
    feed: (bytes: string): number => {
        let position = 1;
        while (position <= bytes.length) {
            const [time, creator] = [readU32(bytes, position)!, readU32(bytes, position + 4)!];
            const counter = byte(bytes, position + 8)!;
            const server = readU24(bytes, position + KEY_BYTES)!;
            if (byte(bytes, position + KEY_BYTES + 3) === 1) {
                timeline.setSkipped(time, creator, counter, true);
            }
            const start = position + KEY_BYTES + 6;
            const end = start + readU16(bytes, start - 2)!;
            timeline.insert(time, creator, counter, server, sub(bytes, start, end - 1));
            position = end;
        }
        return timeline.count();
    },

    /** Says which events are skipped: key, u8 each. */
    skip: (bytes: string): void => {
        for (const at of $range(1, bytes.length, KEY_BYTES + 1)) {
            const [time, creator] = [readU32(bytes, at)!, readU32(bytes, at + 4)!];
            timeline.setSkipped(time, creator, byte(bytes, at + 8)!, byte(bytes, at + KEY_BYTES) === 1);
        }
    },

    /** Takes in events that the types allow. */
    sample: (count: number): void => addSample(timeline, ledger.types, count),

    advance: (most: number): boolean => timeline.advance(most),
    seek: (until: number): void => timeline.seek(until),
    rewind: (until: number): void => timeline.rewind(until),
    approach: (most: number): boolean => timeline.approach(most),
    forget: (): void => timeline.forget(),

    /** Number of events behind a state, the second of the last one (-1 for none), and why it stands still: dump() of three. */
    position: (isAside: boolean): string => {
        const { count, time } = isAside ? timeline.asideState() : timeline.state();
        const { event, message } = (isAside ? undefined : timeline.halt) ?? {};
        const halt = event === undefined ? false : [event.type, event.time, message];
        const [told] = dump([count, time, halt], MOST_TOLD);
        return told;
    },

    /** The bytes of a state in the state's codec; or nil and what in it has no form there. */
    canonical: (isAside: boolean): LuaMultiReturn<[string] | [undefined, string]> => {
        const [pieces, problem] = encodeCanonical(stateOf(isAside), noPause);
        if (pieces === undefined) {
            return $multi(undefined, problem as string);
        }
        return $multi(table.concat([...pieces]));
    },

    dump: (isAside: boolean, most: number): LuaMultiReturn<[string, boolean]> => dump(stateOf(isAside), most),

    /** The rows of a view. @param view from 0. */
    rows: (view: number, isAside: boolean, most: number): LuaMultiReturn<[string, boolean]> => {
        const shown = ledger.views[view];
        const [rows, isMore] = rowsOf(shown, stateForView(isAside));
        const [bytes, isCut] = dumpRows(rows, shown.columns.length, most);
        return $multi(bytes, isCut || isMore);
    },

    /** The cell of a view's column in the first row whose cell of another column is a text; false where there is no such row. */
    cell: (view: number, column: number, key: number, value: string): unknown => {
        const [rows] = rowsOf(ledger.views[view], stateForView(true));
        const row = rows.find((each) => each.get(key + 1) === value);
        const cell = row?.get(column + 1);
        return type(cell) === "number" ? cell : false;
    },
};

(_G as unknown as Record<string, unknown>)["machine"] = machine;
