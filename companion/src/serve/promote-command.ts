/** The command `promote`: a replica becomes the primary. Run on the server's machine, also while the server runs. */
import { existsSync } from "node:fs";
import { type Command, Misuse } from "../command";
import { RoomSeats } from "../replica/room-seats";
import { Rooms } from "../rooms/rooms";
import type { Driver } from "../store/driver";
import { openRecordStores } from "../store/record-stores";
import { openSqlite } from "../store/sqlite/sqlite-driver";
import { StoreError } from "../store/store-error";
import { systemClock } from "../sync/clock";
import { DEFAULT_FOLDER, parseOptions } from "./options";
import { type AskedPromotion, promoteRooms } from "./promotions";
import { ServerFile } from "./server-file";
import { serverKey } from "./server-key";
import { roomOf } from "./token-command";

const USAGE = `usage: npm run companion -- promote --public-url URL [--room ROOM] [--db-folder FOLDER]

Makes this server the primary of its rooms: it gives the numbers from now on, and the one that did so before becomes a replica of it as soon
as it hears of that. Do it where the primary is gone, or is to be moved. Nothing that members were told is stored gets lost: what this
server lacks they bring themselves. Run on the server's machine, also while the server runs.

  --public-url URL     how members reach this server: https://ledger.example/
  --room ROOM          id or name of a room; may be given several times. Without it: all rooms, and new ones are made here, too
  --db-folder FOLDER   where the server keeps its rooms; ${DEFAULT_FOLDER} without it`;

const OPTIONS = {
    "public-url": { type: "string" },
    room: { type: "string", multiple: true, default: [] as string[] },
    "db-folder": { type: "string", default: DEFAULT_FOLDER },
    help: { type: "boolean", default: false },
} as const;

/** Milliseconds between two looks for the answer, and for how long it is waited for. */
const LOOK_MS = 200;
const LONGEST_MS = 600_000;

type Wish = Pick<AskedPromotion, "url" | "rooms">;

function readUrl(text: string | undefined): string {
    const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^(https|wss):$/.test(url.protocol) || url.hash !== "" || url.username !== "")
        throw new Misuse(`--public-url: an url as https://ledger.example/ expected, got "${text ?? ""}"`);
    if (Buffer.byteLength(url.href) > 255) throw new Misuse("--public-url: at most 255 bytes expected");
    return url.href;
}

/** The folder's rooms, where no server has them; undefined where one does. */
function openFree(folder: string): Driver | undefined {
    try {
        return openSqlite(folder);
    } catch (error) {
        if (error instanceof StoreError && error.kind === "locked") return undefined;
        throw error;
    }
}

/** Does it here: no server runs on the folder. */
async function promoteHere(driver: Driver, file: ServerFile, folder: string, wish: Wish): Promise<readonly string[]> {
    const rooms = new Rooms(openRecordStores(driver));
    // Where no epoch says that it is the primary it is a replica still: nothing gets a number before the new epoch.
    const primary = "";
    const away = (): Promise<never> => Promise.reject(new Error("nobody is connected to"));
    const seats = new RoomSeats({
        ...{ rooms, signer: serverKey(folder), clock: systemClock, primary, replicas: [], made: file, connect: away },
    });
    try {
        return await promoteRooms(rooms, seats, wish);
    } finally {
        await seats.stop();
        await rooms.close();
    }
}

/** Asks the server that runs, and waits for its answer; undefined where none comes. */
async function askRunning(file: ServerFile, wish: Wish, stop: AbortSignal): Promise<readonly string[] | undefined> {
    const id = file.askPromotion({ ...wish, made: systemClock.unix() });
    const end = systemClock.now() + LONGEST_MS;
    while (!stop.aborted && systemClock.now() < end) {
        const answer = file.takePromotionAnswer(id);
        if (answer !== undefined) return answer;
        await new Promise<void>((resolve) => void systemClock.after(LOOK_MS, resolve));
    }
    file.cancelPromotion(id);
    return undefined;
}

export const promote: Command = {
    usage: USAGE,
    async run(args, tell, warn, stop) {
        const { values, positionals } = parseOptions(args, OPTIONS);
        if (values.help) {
            tell(USAGE);
            return 0;
        }
        if (positionals.length > 0) throw new Misuse(`options alone expected, got "${positionals[0]}"`);
        const url = readUrl(values["public-url"]);
        const folder = values["db-folder"];
        if (!existsSync(folder)) throw new Misuse(`--db-folder: there is no ${folder}: start the server first`);
        const wish = { url, rooms: values.room.map((name) => roomOf(folder, name).id) };
        const file = new ServerFile(folder);
        try {
            const driver = openFree(folder);
            const lines =
                driver === undefined
                    ? await askRunning(file, wish, stop)
                    : await promoteHere(driver, file, folder, wish);
            if (lines === undefined) {
                warn("the server that runs on this folder has not answered: it may be of another version, or stopped");
                return 1;
            }
            for (const line of lines) tell(line);
            return 0;
        } finally {
            file.close();
        }
    },
};
