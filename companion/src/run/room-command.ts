/** Commands that are given to a companion, whether it runs already or is opened for them. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ParseArgsConfig } from "node:util";
import { MISUSE, messageOf, Misuse } from "../command";
import { counted } from "../format/counted";
import { StoreError } from "../store/store-error";
import { parseOptions } from "../serve/options";
import type { Companion } from "./companion";
import type { Talk } from "./talk";

/** What a command line says. */
export interface Input {
    readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
    readonly positionals: readonly string[];
}

/** A command. */
export interface RoomCommand {
    readonly usage: string;
    readonly options: NonNullable<ParseArgsConfig["options"]>;
    /** How many arguments beside options it takes. */
    readonly count: readonly [least: number, most: number];
    /** Raises Misuse. @returns the exit code. */
    run(companion: Companion, input: Input, talk: Talk): Promise<number>;
}

/** Options of every command. */
const COMMON = {
    "db-folder": { type: "string" },
    game: { type: "string", multiple: true },
    help: { type: "boolean" },
} as const;

/** What every command's usage ends with. */
const COMMON_HELP = `  --game FOLDER        where the game is, if it is not found; remembered, and may be given several times
  --db-folder FOLDER   the folder of this companion, in place of the usual one
  --help               this text`;

/** The usage of a command, with the options that all have. */
export const usageOf = ({ usage }: RoomCommand): string => `${usage}\n${usage.endsWith(".") ? "\n" : ""}${COMMON_HELP}`;

/** The option that says which room, where several were joined. */
export const ROOM = { room: { type: "string" } } as const;
/** The option that says yes to what would be asked. */
export const YES = { yes: { type: "boolean" } } as const;

export const ROOM_HELP = "  --room ROOM          name or first digits of the id, where several rooms were joined";
export const YES_HELP = "  --yes                asks nothing";

/** The text of an option. */
export function textOf({ values }: Input, name: string): string | undefined {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
}

export const isSaid = ({ values }: Input, name: string): boolean => values[name] === true;

/** The texts of an option that may be given several times. */
export function textsOf({ values }: Input, name: string): string[] {
    const value = values[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Reads the arguments of a command. Raises Misuse. */
export function readInput(command: RoomCommand, args: readonly string[]): Input & { readonly isHelp: boolean } {
    const { values, positionals } = parseOptions(args, { ...COMMON, ...command.options });
    const [least, most] = command.count;
    const isHelp = values.help === true;
    if (!isHelp && (positionals.length < least || positionals.length > most))
        throw new Misuse(
            least === most
                ? `${counted(least, "argument")} expected, got ${positionals.length}`
                : "other arguments expected",
        );
    if (values["db-folder"] === "") throw new Misuse("--db-folder: a FOLDER expected");
    return { values, positionals, isHelp };
}

async function rememberGames(companion: Companion, typed: readonly string[]): Promise<void> {
    if (typed.length === 0) return;
    const missing = typed.find((folder) => !existsSync(folder));
    if (missing !== undefined) throw new Misuse(`--game: a folder expected, got "${missing}"`);
    companion.profile.putGames(typed.map((folder) => resolve(folder)));
    await companion.saved.refresh();
}

/** Gives a companion a command. Raises nothing: what is wrong is told. @returns the exit code. */
export async function dispatch(
    companion: Companion,
    name: string,
    command: RoomCommand,
    args: readonly string[],
    talk: Talk,
): Promise<number> {
    try {
        const input = readInput(command, args);
        if (input.isHelp) {
            talk.tell(usageOf(command));
            return 0;
        }
        await rememberGames(companion, textsOf(input, "game"));
        return await command.run(companion, input, talk);
    } catch (error) {
        const isMisuse = error instanceof Misuse;
        if (!isMisuse && !(error instanceof StoreError)) throw error;
        talk.warn(`${name}: ${messageOf(error)}`);
        return MISUSE;
    }
}
