/**
 * The entry of the library: registers with LibStub. When a newer copy is loaded, existing ledgers keep the code of the
 * copy that created them. The newest copy creates new ledgers.
 */

import { type CommandOutput, LedgerCommand } from "./diagnostics/command";
import { LedgerRegistry, type LibraryTable, type Taken } from "./library";
import type { LedgerOptions } from "./api/options";
import { FrameWorker } from "./platform/background";
import { GameChannel, onAddonMessage, onPlayerOffline, onRestrictionEnd } from "./platform/channel";
import { GameClock, GameRandom, GameTimers } from "./platform/clock";
import { GameEvents } from "./platform/events";
import { FrameBudget } from "./platform/frame-budget";
import { describeGame } from "./platform/game-client";
import { GameGuard } from "./platform/guard";
import { GameInbox } from "./platform/inbox";
import { GameIdentity } from "./platform/identity";
import { findNativeCodec } from "./platform/native";
import { printLine, registerCommand } from "./platform/slash";
import { TextWindow } from "./platform/text-window";
import { createPolicies } from "./ledger/policies";
import { MINOR, VERSION } from "./version";

declare const LibStub: {
    NewLibrary(name: string, minor: number): LuaMultiReturn<[Partial<LibraryTable> | undefined]>;
};

/** Rank of the guild master, who seals by default. */
const GUILD_MASTER = 0;

/** Seconds between two checks of whether the guild is known or has changed. */
const SCOPE_LOOK_SECONDS = 2;

const [library] = LibStub.NewLibrary("LibEventLedger-1.0", MINOR);

function install(target: Partial<LibraryTable>): void {
    const clock = new GameClock();
    const timers = new GameTimers();
    const guard = new GameGuard();
    const events = new GameEvents(guard);
    const identity = new GameIdentity(events);
    target.frame ??= { time: -1, used: 0 };
    const background = new FrameWorker(clock, guard, new FrameBudget(clock, target.frame));
    const ports = {
        clock,
        timers,
        background,
        random: new GameRandom(),
        identity,
        guard,
        native: findNativeCodec(),
        inbox: new GameInbox(),
        game: describeGame(),
    };
    const policies = createPolicies(identity);
    const registry = new LedgerRegistry(
        ports,
        (prefix) => new GameChannel(prefix, identity),
        policies.guildRank(GUILD_MASTER),
    );

    onAddonMessage(events, identity, (prefix, text, sender, arrival) =>
        registry.receive(prefix, text, sender, arrival),
    );
    onRestrictionEnd(events, () => registry.onRestrictionEnd());
    events.on("PLAYER_LOGOUT", () => registry.save());
    events.on("PLAYER_LOGIN", () => registry.onScopeChanged());
    events.on("PLAYER_GUILD_UPDATE", () => registry.onScopeChanged());
    events.on("GUILD_ROSTER_UPDATE", () => {
        registry.onScopeChanged();
        registry.onRosterChanged();
    });
    timers.every(SCOPE_LOOK_SECONDS, () => registry.onScopeChanged());

    events.on("GROUP_ROSTER_UPDATE", () => registry.onGroupChanged());
    events.on("UNIT_CONNECTION", () => registry.onGroupChanged());
    onPlayerOffline(events, identity, (name) => registry.onPlayerOffline(name));

    const taken: Taken = {
        ledgers: target.ledgers ?? {},
        savedTables: target.savedTables ?? new LuaTable(),
        rooms: target.rooms ?? {},
    };
    target.ledgers = taken.ledgers;
    target.savedTables = taken.savedTables;
    target.rooms = taken.rooms;
    target.linkHost = registry.host(identity, taken);
    installCommand(taken);
    target.version = VERSION;
    target.policies = policies;
    target.createLedger = function <State extends object>(this: LibraryTable, options: LedgerOptions<State>) {
        return registry.create(options, taken);
    };
}

function installCommand({ ledgers, rooms }: Taken): void {
    let window: TextWindow | undefined;
    const output: CommandOutput = {
        print: (line) => printLine(line),
        show: (title, text) => {
            window ??= new TextWindow();
            window.show(title, text);
        },
    };
    const command = new LedgerCommand(VERSION, ledgers, rooms, output);
    registerCommand((text) => command.run(text));
}

if (library !== undefined) {
    install(library);
}
