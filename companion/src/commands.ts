/** The commands of the companion, by name. */
import { type Command, MISUSE, Misuse } from "./command";
import { inspect } from "./inspect/inspect";
import { look } from "./look/look";
import { backup, restore } from "./serve/backup-command";
import { isForRun } from "./run/bare";
import { COMMANDS as ROOM_COMMANDS } from "./run/commands/commands";
import { autostartCommand, commandFor, run as runCompanion } from "./run/run";
import { promote } from "./serve/promote-command";
import { check } from "./state/check";
import { serve } from "./serve/serve";
import { token } from "./serve/token-command";
import { StoreError } from "./store/store-error";

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
    ["inspect", inspect],
    ["look", look],
    ["check", check],
    ["serve", serve],
    ["token", token],
    ["backup", backup],
    ["restore", restore],
    ["promote", promote],
    ["run", runCompanion],
    ...[...ROOM_COMMANDS].map(([name, command]) => [name, commandFor(name, command)] as const),
    ["autostart", autostartCommand],
]);

/** What runs when no command is named: it shows what the game has, on a page. */
const DEFAULT = "look";
const DEFAULT_ARGS = ["--port", "8883"];

const USAGE = `usage: npm run companion [-- OPTIONS]      finds the game, and shows its ledgers on http://127.0.0.1:8883/
       npm run companion -- look [FOLDER|FILE.lua] [OPTIONS]
       npm run inspect -- FILE.lua
       npm run companion -- check MODULE.lua [SAVED.lua]
       npm run companion -- serve [OPTIONS]    a guild's server; also: token, promote, backup, restore

Looks at the ledgers of LibEventLedger outside the game. None of the game's files is changed, and nothing is sent before you join a room:

       npm run companion -- join LINK          keeps this computer's ledgers equal with a guild's room; asks before anything is uploaded
       npm run companion -- found NAME --server URL
       status, members, invite, pair, role, remove, drop, cancel, scope, agree, refused, sync, leave, forget, recover, run, autostart

Once a room was joined, a start without a command keeps it equal. COMMAND --help tells the options of each.`;

/** The command and its arguments: options alone are those of `run` where a room was joined; else of the default one, with its port unless they name another. */
function commandOf(args: readonly string[]): readonly string[] {
    const [first] = args;
    if (first !== undefined && !first.startsWith("-")) return args;
    if (isForRun(args)) return ["run", ...args];
    return [DEFAULT, ...(args.includes("--port") ? [] : DEFAULT_ARGS), ...args];
}

/**
 * Runs a command line. Raises nothing for misuse: it tells what is wrong, and how it is used.
 * @param tell takes a line for standard output, @param warn one for standard error.
 * @param stop ends what runs until it is stopped.
 * @returns the exit code, at once where nothing has to be waited for.
 */
export function run(
    args: readonly string[],
    tell: (line: string) => void,
    warn: (line: string) => void,
    stop: AbortSignal,
): number | Promise<number> {
    if (args[0] === "--help") {
        tell(USAGE);
        return 0;
    }
    const [name, ...rest] = commandOf(args);
    const command = COMMANDS.get(name);
    const fail = (error: unknown): number => {
        if (error instanceof StoreError) warn(`${name}: ${error.message}`);
        else if (error instanceof Misuse)
            warn(`${command === undefined ? "companion" : name}: ${error.message}\n${command?.usage ?? USAGE}`);
        else throw error;
        return MISUSE;
    };
    try {
        if (command === undefined)
            throw new Misuse(`one of ${[...COMMANDS.keys()].join(", ")} expected, got "${name}"`);
        const code = command.run(rest, tell, warn, stop);
        return typeof code === "number" ? code : code.catch(fail);
    } catch (error) {
        return fail(error);
    }
}
