/** The companion that runs: the command `run`, and commands for it from a second start. */
import { parseOptions, readNumber } from "../serve/options";
import { type Command, messageOf, MISUSE, Misuse } from "../command";
import { type Server, serve } from "../http/server";
import { openBrowser } from "./browser";
import { autostart, AUTOSTART_USAGE } from "./commands/autostart";
import { COMMANDS } from "./commands/commands";
import { type Control, listenControl, runInRunning } from "./control";
import { folderOf, openOwn, type OwnCompanion, ownHome } from "./own-computer";
import { pageKeeper } from "./page-keeper";
import { dispatch, readInput, type RoomCommand, usageOf } from "./room-command";
import type { Talk } from "./talk";
import { askTerminal } from "./terminal";
import { openStates } from "../state/open-states";
import { systemClock } from "../sync/clock";

const DEFAULT_PORT = 8883;
const MAX_PORT = 65535;
/** By this a second start asks for a link to the page; nobody types it. */
const OPEN = "open";

const USAGE = `usage: npm run companion -- run [OPTIONS]

Keeps the ledgers of this computer equal with the rooms that were joined, and shows them on a page. It is what starts without a command once
a room was joined. A second start opens the page of the one that runs; other commands are given to it.

  --port N             of the page on 127.0.0.1; ${DEFAULT_PORT} without it, 0 takes a port that is free
  --no-browser         prints the address of the page, and opens no browser
  --game FOLDER        where the game is, if it is not found; remembered, and may be given several times
  --modules FOLDER     files .lua with reducers of ledgers, beside those that addons of the game name in their .toc
  --db-folder FOLDER   the folder of this companion, in place of the usual one
  --help               this text`;

/** Its options. */
export const RUN_OPTIONS = {
    port: { type: "string", default: String(DEFAULT_PORT) },
    "no-browser": { type: "boolean", default: false },
    game: { type: "string", multiple: true },
    modules: { type: "string" },
    "db-folder": { type: "string" },
    help: { type: "boolean", default: false },
} as const;

const stopped = (stop: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
        if (stop.aborted) resolve();
        else stop.addEventListener("abort", () => resolve(), { once: true });
    });

/** Does what a second start wants. */
function handlerOf({ companion }: OwnCompanion, server: Server) {
    return async ([name, ...rest]: readonly string[], talk: Talk): Promise<number> => {
        if (name === OPEN) {
            talk.tell(server.link());
            return 0;
        }
        const command = COMMANDS.get(name);
        if (command !== undefined) return dispatch(companion, name, command, rest, talk);
        talk.warn(`the companion that runs knows no command "${name}": end it, and start this one`);
        return MISUSE;
    };
}

/** What `run` was told. */
interface PageOptions {
    readonly port: number;
    readonly games: readonly string[];
    readonly modules: string | undefined;
    readonly isQuiet: boolean;
}

async function runUntil(
    folder: string,
    { port, games, modules, isQuiet }: PageOptions,
    tell: (line: string) => void,
    stop: AbortSignal,
): Promise<number> {
    const own = await openOwn(folder, tell);
    const { companion, driver } = own;
    let [server, control]: [Server | undefined, Control | undefined] = [undefined, undefined];
    try {
        if (games.length > 0) {
            companion.profile.putGames(games);
            await companion.saved.refresh();
        }
        const tellLink = (link: string): void =>
            tell(`somebody has opened the page without signing in: ${link} signs in`);
        const installs = companion.saved.installs.map(({ path }) => path);
        const now = (): number => systemClock.now();
        const states = await openStates({ modules, installs, files: [], now }, tell);
        server = await serve(driver, {
            keeper: pageKeeper(companion, stop),
            ...{ port, tellLink, rooms: companion.rooms, clock: systemClock, states },
            presence: (room) => [...(companion.room(room.toString("hex"))?.state.people ?? [])],
        }).catch((error: unknown) => {
            throw new Misuse(messageOf(error));
        });
        control = await listenControl(folder, process.platform, handlerOf(own, server));
        companion.start();
        const link = server.link();
        tell(`open ${link} in a browser; Ctrl+C ends it`);
        if (!isQuiet) openBrowser(process.platform, link);
        for (const { name, entry } of companion.active) tell(`${name}: ${entry.url}`);
        await stopped(stop);
        return 0;
    } finally {
        await control?.close();
        await server?.close();
        await companion.stop();
    }
}

/** Opens the page of the companion that runs. @returns undefined where none does. */
async function openRunning(folder: string, isQuiet: boolean, talk: Talk): Promise<number | undefined> {
    let link = "";
    const code = await runInRunning(folder, [OPEN], { ...talk, tell: (line) => (link = line) });
    if (code === undefined) return undefined;
    talk.tell(`the companion runs already: ${link}`);
    if (!isQuiet && link !== "") openBrowser(process.platform, link);
    return code;
}

function talkOf(tell: (line: string) => void, warn: (line: string) => void, stop: AbortSignal): Talk {
    return { tell, warn, stop, ask: (question) => askTerminal(question, stop) };
}

/** The command `run`. */
export const run: Command = {
    usage: USAGE,
    async run(args, tell, warn, stop) {
        const { values } = parseOptions(args, RUN_OPTIONS);
        if (values.help) {
            tell(USAGE);
            return 0;
        }
        const port = readNumber("port", values.port, 0, MAX_PORT);
        const folder = folderOf(values["db-folder"]);
        const isQuiet = values["no-browser"];
        const running = await openRunning(folder, isQuiet, talkOf(tell, warn, stop));
        const { modules, game: games = [] } = values;
        return running ?? runUntil(folder, { port, games, modules, isQuiet }, tell, stop);
    },
};

/** A command for a companion: for the one that runs, else for one that is opened for it. */
export function commandFor(name: string, command: RoomCommand): Command {
    return {
        usage: usageOf(command),
        async run(args, tell, warn, stop) {
            const input = readInput(command, args);
            if (input.isHelp) {
                tell(usageOf(command));
                return 0;
            }
            const { "db-folder": typed } = input.values;
            const folder = folderOf(typeof typed === "string" ? typed : undefined);
            const talk = talkOf(tell, warn, stop);
            const code = await runInRunning(folder, [name, ...args], talk);
            if (code !== undefined) return code;
            const { companion } = await openOwn(folder, tell);
            try {
                return await dispatch(companion, name, command, args, talk);
            } finally {
                await companion.stop();
            }
        },
    };
}

/** The command `autostart`. */
export const autostartCommand: Command = {
    usage: AUTOSTART_USAGE,
    run: (args, tell) => autostart(args, { home: ownHome(), program: [process.execPath, process.argv[1]] }, tell),
};
