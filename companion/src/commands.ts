/** The commands of the companion, by name. */
import { type Command, MISUSE, Misuse } from "./command";
import { inspect } from "./inspect/inspect";
import { look } from "./look/look";

const COMMANDS = new Map<string, Command>([
    ["inspect", inspect],
    ["look", look],
]);

const USAGE = `usage: npm run companion -- look FOLDER|FILE.lua
       npm run inspect -- FILE.lua

Looks at the ledgers of LibEventLedger outside the game. Nothing is changed, and nothing is sent.`;

/**
 * Runs a command line. Raises nothing for misuse: it tells what is wrong, and how it is used.
 * @param tell takes a line for standard output, @param warn one for standard error.
 * @returns the exit code.
 */
export function run(
    [name = "--help", ...args]: readonly string[],
    tell: (line: string) => void,
    warn: (line: string) => void,
): number {
    if (name === "--help") {
        tell(USAGE);
        return 0;
    }
    const command = COMMANDS.get(name);
    try {
        if (command === undefined)
            throw new Misuse(`one of ${[...COMMANDS.keys()].join(", ")} expected, got "${name}"`);
        return command.run(args, tell, warn);
    } catch (error) {
        if (!(error instanceof Misuse)) throw error;
        warn(`${command === undefined ? "companion" : name}: ${error.message}\n${command?.usage ?? USAGE}`);
        return MISUSE;
    }
}
