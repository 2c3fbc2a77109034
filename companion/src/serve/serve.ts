/** The command `serve`: a guild's server. */
import { type Command, messageOf, Misuse } from "../command";
import { makeLog } from "../http/logs";
import { nameOf } from "../room/chain";
import { StoreError } from "../store/store-error";
import { systemClock } from "../sync/clock";
import { readServeOptions, type ServeOptions, USAGE } from "./options";
import { type RunningServer, startServer } from "./running";

function greet(
    { url, key, permit, store }: RunningServer,
    { publicUrls, primary }: ServeOptions,
    tell: (line: string) => void,
): void {
    tell(`serves the rooms of ${store} on ${url}`);
    for (const each of publicUrls) tell(`members reach it as ${each}`);
    tell(`key of this server: ${nameOf(key)}`);
    if (primary !== undefined) {
        tell(`follows ${primary.url} as its replica: start that one with --replica ${nameOf(key)}`);
        tell("until then it denies its rooms to this server");
    }
    if (permit !== undefined) {
        tell(`permit for new rooms: ${permit.toString("base64url")}`);
        tell("It is shown this once: give it to who founds a room here. `token permit` makes it anew");
    }
    tell("Ctrl+C stops it");
}

async function serveUntilStopped(
    options: ServeOptions,
    tell: (line: string) => void,
    stop: AbortSignal,
): Promise<number> {
    const log = makeLog(options.logLevel);
    const server = await startServer(options, log, systemClock).catch((error: unknown) => {
        throw error instanceof StoreError ? error : new Misuse(messageOf(error));
    });
    greet(server, options, tell);
    log.info({ url: server.url }, "started");
    await new Promise<void>((resolve) => {
        if (stop.aborted) resolve();
        else stop.addEventListener("abort", () => resolve(), { once: true });
    });
    await server.stop();
    log.info("stopped");
    tell("stopped: all that was sent is answered and stored");
    return 0;
}

export const serve: Command = {
    usage: USAGE,
    run(args, tell, _warn, stop) {
        const options = readServeOptions(args, process.env);
        if (!options.isHelp) return serveUntilStopped(options, tell, stop);
        tell(USAGE);
        return 0;
    },
};
