/** The ledger: which events there are, and what they do to the list. */

import type { EventOf, LibEventLedger } from "lib-event-ledger";

/** Guild master and the rank below may note attendance. */
const LOWEST_OFFICER_RANK = 1;

export interface Standing {
    /** The last name that the player was noted under. */
    name: string;
    raids: number;
}

export interface State {
    raids: number;
    /** By GUID. */
    standings: LuaTable<string, Standing>;
}

export function createAttendance(library: LibEventLedger, saved: object) {
    const ledger = library.createLedger({
        name: "RaidAttendance",
        saved,
        initialState: (): State => ({ raids: 0, standings: new LuaTable() }),
        authorize: library.policies.guildRank(LOWEST_OFFICER_RANK),
    });

    const noteOne = (standings: State["standings"], player: string, name: string): void => {
        const raids = standings.get(player)?.raids ?? 0;
        standings.set(player, { name, raids: raids + 1 });
    };

    // The compiler knows that event.players is a list of texts, and event.note a text or nothing. `names` has no kind, so it
    // is anything that another client may have written.
    const raid = ledger.define(
        "raid",
        { id: 1, fields: ["players:guid[]", "names", "note:string?"] },
        (state, event) => {
            const names = (type(event.names) === "table" ? event.names : []) as readonly unknown[];
            state.raids++;
            for (const index of $range(0, event.players.length - 1)) {
                noteOne(state.standings, event.players[index], tostring(names[index]));
            }
        },
    );

    const late = ledger.define("late", { id: 2, fields: ["player:guid", "name:string"] }, (state, event) => {
        noteOne(state.standings, event.player, event.name);
    });

    ledger.start();
    return { ledger, raid, late };
}

export type Attendance = ReturnType<typeof createAttendance>;
export type Raid = EventOf<Attendance["raid"]>;
