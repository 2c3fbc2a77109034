/**
 * What an addon sees: registers with LibStub. Whichever copy of the library loads, ledgers that an older one created
 * go on with the code they were created by; new ones are created by the newest copy.
 */

import { type CommandOutput, LedgerCommand } from "./diagnostics/command";
import { LedgerHouse, type LibraryTable, type Taken } from "./library";
import type { LedgerOptions } from "./api/options";
import { FrameWorker } from "./platform/background";
import { GameChannel, onAddonMessage, onRestrictionEnd, registerPrefix } from "./platform/channel";
import { GameClock, GameRandom, GameTimers } from "./platform/clock";
import { GameEvents } from "./platform/events";
import { FrameBudget } from "./platform/frame-budget";
import { describeGame } from "./platform/game-client";
import { GameGuard } from "./platform/guard";
import { GameIdentity } from "./platform/identity";
import { findNativeCodec } from "./platform/native";
import { printLine, registerCommand } from "./platform/slash";
import { TextWindow } from "./platform/text-window";
import { createPolicies } from "./ledger/policies";
import { MINOR, VERSION } from "./version";

declare const LibStub: {
    NewLibrary(name: string, minor: number): LuaMultiReturn<[Partial<LibraryTable> | undefined]>;
};

/** Seconds between two looks at whether the guild has become known or changed. */
const FOLLOW_INTERVAL = 2;

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
        game: describeGame(),
    };
    const house = new LedgerHouse(ports, (prefix) => {
        registerPrefix(prefix);
        return new GameChannel(prefix, identity);
    });

    onAddonMessage(events, identity, (prefix, text, sender) => house.receive(prefix, text, sender));
    onRestrictionEnd(events, () => house.unlock());
    events.on("PLAYER_LOGOUT", () => house.save());
    events.on("PLAYER_LOGIN", () => house.follow());
    events.on("PLAYER_GUILD_UPDATE", () => house.follow());
    events.on("GUILD_ROSTER_UPDATE", () => {
        house.follow();
        house.retry();
    });
    timers.every(FOLLOW_INTERVAL, () => house.follow());

    const taken: Taken = { ledgers: target.ledgers ?? {}, savedTables: target.savedTables ?? new LuaTable() };
    target.ledgers = taken.ledgers;
    target.savedTables = taken.savedTables;
    installCommand(taken.ledgers);
    target.version = VERSION;
    target.policies = createPolicies(identity);
    target.createLedger = function <State extends object>(this: LibraryTable, options: LedgerOptions<State>) {
        return house.create(options, taken);
    };
}

function installCommand(ledgers: LibraryTable["ledgers"]): void {
    let window: TextWindow | undefined;
    const output: CommandOutput = {
        print: (line) => printLine(line),
        show: (title, text) => {
            window ??= new TextWindow();
            window.show(title, text);
        },
    };
    const command = new LedgerCommand(VERSION, ledgers, output);
    registerCommand((text) => command.run(text));
}

if (library !== undefined) {
    install(library);
}
