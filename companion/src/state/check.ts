/** The command `check`: tries a module, as its author does before others get it. docs/companion-modules.md. */
import { parseArgs } from "node:util";
import { type Command, DAMAGED, messageOf, Misuse } from "../command";
import { counted } from "../format/counted";
import { printable } from "../format/printable";
import { readBytes, readSavedVariables } from "../format/saved-file";
import { importFile, localRoomId } from "../store/local-rooms";
import type { Driver, Room } from "../store/driver";
import { MEMORY, openSqlite } from "../store/sqlite/sqlite-driver";
import { LogMachine } from "./log-machine";
import { readModuleFile } from "./module-files";
import { faultOf, type ModuleFile, type ModuleLedger, Modules } from "./modules";
import { ledgerNames } from "./saved-states";

const USAGE = `usage: npm run companion -- check MODULE.lua [SAVED.lua]

Tries a ledger module: that it uses nothing of the game, that its states can be saved, and that they are the same on all clients. Its reducers
are given events that its types allow, made at random, always the same; or those of SAVED.lua, a SavedVariables file.

  --help   this text

Exit code: 0, 1 when something is wrong with the module, 2 on misuse.`;

/** Events that are made. */
const SAMPLE = 3000;

/** The last second of all. */
const END = 0xffffffff;

/** The game's functions are there in the game alone. */
const HINT = "; what is the game's own cannot be used in a module, which the companion runs without the game";

/** A log to try a ledger with. */
interface Log {
    readonly name: { readonly ledger: string; readonly scope: string };
    /** Undefined for events that are made. */
    readonly room: Room | undefined;
}

/** What came of the events. */
interface Tried {
    readonly events: number;
    /** The state in the state's codec; undefined where it cannot be saved. */
    readonly bytes: Buffer | undefined;
    readonly problems: readonly string[];
}

async function fill(machine: LogMachine, { room }: Log): Promise<void> {
    if (room === undefined) await machine.sample(SAMPLE);
    else await machine.update(room);
}

async function tryLedger(ledger: ModuleLedger, log: Log): Promise<Tried> {
    const problems: string[] = [];
    const machine = new LogMachine("check", ledger, log.name);
    await fill(machine, log);
    // A history that has happened has to go through; what is made may be what nobody would write.
    if (log.room !== undefined) {
        await machine.finish();
        const { problem } = await machine.position(false);
        if (problem !== null) problems.push(problem);
    }
    await machine.seek(END);
    const { events } = await machine.position(true);
    const state = await machine.canonical(true);
    if ("problem" in state) problems.push(`the state cannot be saved: ${state.problem}`);
    for (const [index, { name }] of ledger.views.entries()) {
        try {
            await machine.rows(index, true);
        } catch (error) {
            problems.push(`view "${name}": ${faultOf(error)}`);
        }
    }
    return { events, bytes: "bytes" in state ? Buffer.from(state.bytes) : undefined, problems };
}

const withHint = (problem: string): string =>
    /attempt to (call|index) (a nil value \()?global/.test(problem) ? problem + HINT : problem;

/** Tries a module twice, the second time with pairs() the other way. @yields what is wrong. */
async function* problemsOf(
    file: ModuleFile,
    logsOf: (ledger: ModuleLedger) => Promise<readonly Log[]>,
    tell: (line: string) => void,
): AsyncGenerator<string> {
    const [modules, reversed] = [await Modules.open([file]), await Modules.open([{ ...file, isReversed: true }])];
    try {
        yield* modules.problems;
        for (const [index, ledger] of modules.ledgers.entries()) {
            const views = ledger.views.map(({ name }) => name).join(", ");
            tell(
                `ledger "${ledger.name}": ${counted(ledger.types.length, "type")}, views: ${views === "" ? "none" : views}`,
            );
            for (const log of await logsOf(ledger)) {
                const one = await tryLedger(ledger, log);
                const where = log.room === undefined ? "made at random" : `of ${log.name.ledger}, ${log.name.scope}`;
                tell(printable(`  ${counted(one.events, "event")} ${where}`));
                yield* one.problems;
                const other = await tryLedger(reversed.ledgers[index], log);
                if (one.bytes !== undefined && other.bytes?.equals(one.bytes) !== true)
                    yield "the state depends on the order in which pairs() goes through a table, which is not the same on all clients: sort the keys first";
            }
        }
    } catch (error) {
        yield faultOf(error);
    } finally {
        await modules.stop();
        await reversed.stop();
    }
}

/** The logs of a file that a ledger has reducers for. */
async function savedLogs(driver: Driver, path: string, ledger: ModuleLedger): Promise<Log[]> {
    const file = readSavedVariables(readBytes(path));
    await importFile(driver, "", file, new Map());
    const names = ledgerNames([{ path, file, written: null }]);
    const own = file.ledgers.filter(
        ({ path: variable }) => names.get(variable) === ledger.name || variable === ledger.saved,
    );
    const logs: Log[] = [];
    for (const { path: variable, scopes } of own) {
        for (const { name: scope } of scopes) {
            const room = await driver.room(localRoomId("", scope));
            if (room !== undefined) logs.push({ name: { ledger: variable, scope }, room });
        }
    }
    if (logs.length === 0) throw new Misuse(`${path} has no events of ledger "${ledger.name}"`);
    return logs;
}

async function checkModule(module: string, saved: string | undefined, tell: (line: string) => void): Promise<number> {
    const driver = openSqlite(MEMORY);
    try {
        const file = readFile(() => readModuleFile(module));
        const made = (ledger: ModuleLedger): Log => ({ name: { ledger: ledger.name, scope: "" }, room: undefined });
        const logsOf = async (ledger: ModuleLedger): Promise<readonly Log[]> =>
            saved === undefined ? [made(ledger)] : savedLogs(driver, saved, ledger);
        let count = 0;
        for await (const problem of problemsOf(file, logsOf, tell)) {
            tell(printable(`  wrong: ${withHint(problem)}`));
            count++;
        }
        tell(count === 0 ? "the module is right" : counted(count, "problem"));
        return count === 0 ? 0 : DAMAGED;
    } finally {
        await driver.close();
    }
}

function readFile<T>(read: () => T): T {
    try {
        return read();
    } catch (error) {
        throw new Misuse(messageOf(error));
    }
}

export const check: Command = {
    usage: USAGE,
    run(args, tell) {
        const { values, positionals } = readFile(() =>
            parseArgs({
                args: [...args],
                options: { help: { type: "boolean", default: false } },
                allowPositionals: true,
            }),
        );
        if (values.help) {
            tell(USAGE);
            return 0;
        }
        const [module, saved, ...more] = positionals;
        if (module === undefined || more.length > 0) throw new Misuse("MODULE.lua, and perhaps SAVED.lua, expected");
        return checkModule(module, saved, tell);
    },
};
