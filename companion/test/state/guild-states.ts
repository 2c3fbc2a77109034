/** A small guild with a module, for tests of states. */
import { localRoomId } from "../../src/store/local-rooms";
import { packKey, type StoredEvent } from "../../src/format/key";
import { Modules } from "../../src/state/modules";
import type { WorkerLimits } from "../../src/state/module-worker";
import { States } from "../../src/state/states";
import type { Driver, Room } from "../../src/store/driver";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { importBytes, savedBytes } from "../support/stored";

export const TIME = 2820 * 604800;
export const SCOPE = "guild:A";
export const LOG = { ledger: "My_Saved", scope: SCOPE };

/** Awards of points, and decays of a share of them. */
export const MODULE = `
local module = { name = "My", saved = "My_Saved", initialState = function() return { points = {}, awards = 0 } end }
function module.define(ledger)
    ledger:define("award", { id = 1, fields = { "player:guid", "amount:number" } }, function(state, event)
        state.points[event.player] = (state.points[event.player] or 0) + event.amount
        state.awards = state.awards + 1
    end)
    ledger:define("decay", { id = 2, fields = {} }, function(state)
        for player, points in pairs(state.points) do
            state.points[player] = math.floor(points * 0.9)
        end
    end)
end
module.views = {
    standings = {
        columns = { "player:player", "points:number" },
        rows = function(state)
            local rows = {}
            for player, points in pairs(state.points) do
                rows[#rows + 1] = { player = player, points = points }
            end
            table.sort(rows, function(a, b)
                return a.points > b.points or a.points == b.points and a.player < b.player
            end)
            return rows
        end,
    },
}
return module
`;

/** Packed GUID of a player as a field, and as the state has it. */
const guid = (id: number): Buffer => Buffer.of(0x46, 0xe9, 0x07, 0, 0, 0, id);
export const guidOf = (id: number): string => `Player-1001-${id.toString(16).toUpperCase().padStart(8, "0")}`;

export function award(second: number, player: number, amount: number, creator = 1): StoredEvent {
    const body = Buffer.concat([Buffer.of(1), guid(player), Buffer.of(amount)]);
    return { time: TIME + second, creator, counter: 0, server: 1001, body };
}

export const decay = (second: number): StoredEvent => ({
    ...{ time: TIME + second, creator: 1, counter: 0, server: 1001, body: Buffer.of(2) },
});

export function revocation(second: number, event: StoredEvent): StoredEvent {
    const body = Buffer.concat([Buffer.of(0, 0x49), packKey(event)]);
    return { time: TIME + second, creator: 1, counter: 0, server: 1001, body };
}

/** A store with events, and states of it. */
export interface GuildStates {
    readonly driver: Driver;
    readonly states: States;
    room(): Promise<Room>;
    /** Adds a file with events. */
    add(events: readonly StoredEvent[]): Promise<void>;
    stop(): Promise<void>;
}

/** Opens them. @param text of the module. */
export async function openGuild(
    events: readonly StoredEvent[],
    { text = MODULE, limits }: { readonly text?: string; readonly limits?: WorkerLimits } = {},
): Promise<GuildStates> {
    const driver = openSqlite(MEMORY);
    const add = async (more: readonly StoredEvent[]): Promise<void> => {
        await importBytes(driver, savedBytes(more, SCOPE));
    };
    await add(events);
    const modules = await Modules.open([{ path: "My/Ledger.lua", addon: "My", text }], new Map(), limits);
    let ticks = 0;
    const states = new States(modules, new Map(), () => (ticks += 1_000_000));
    return {
        ...{ driver, states, add },
        async room() {
            const room = await driver.room(localRoomId("", SCOPE));
            if (room === undefined) throw new Error("no room");
            return room;
        },
        async stop() {
            await states.stop();
            await driver.close();
        },
    };
}
