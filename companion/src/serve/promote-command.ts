/** The command `promote`: a replica becomes the primary. Run on the server's machine, also while the server runs. */
import { type Command, Misuse } from "../command";
import { RoomSeats } from "../replica/room-seats";
import { Rooms } from "../rooms/rooms";
import type { Driver } from "../store/driver";
import { openRecordStores } from "../store/record-stores";
import { systemClock } from "../sync/clock";
import { parseOptions } from "./options";
import { type AskedPromotion, promoteRooms, type Promotions } from "./promotions";
import type { ServerData } from "./server-data";
import { openServerFiles } from "./server-store";
import { roomOf } from "./token-command";
import { readWhere, WHERE_OPTIONS, WHERE_USAGE } from "./where";

const USAGE = `usage: npm run companion -- promote --public-url URL [--room ROOM] [--db-folder FOLDER | --database URL]

Makes this server the primary of its rooms: it gives the numbers from now on, and the one that did so before becomes a replica of it as soon
as it hears of that. Do it where the primary is gone, or is to be moved. Nothing that members were told is stored gets lost: what this
server lacks they bring themselves. Run on the server's machine, also while the server runs.

  --public-url URL     how members reach this server: https://ledger.example/
  --room ROOM          id or name of a room; may be given several times. Without it: all rooms, and new ones are made here, too
${WHERE_USAGE}`;

const OPTIONS = {
    "public-url": { type: "string" },
    room: { type: "string", multiple: true, default: [] as string[] },
    ...WHERE_OPTIONS,
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

/** Does it here: no server has the rooms for itself. */
async function promoteHere(driver: Driver, data: ServerData, wish: Wish): Promise<readonly string[]> {
    const rooms = new Rooms(openRecordStores(driver));
    // Where no epoch says that it is the primary it is a replica still: nothing gets a number before the new epoch.
    const primary = "";
    const away = (): Promise<never> => Promise.reject(new Error("nobody is connected to"));
    const seats = new RoomSeats({
        ...{ rooms, signer: await data.signer(), clock: systemClock, primary, replicas: [], made: data, connect: away },
    });
    try {
        return await promoteRooms(rooms, seats, wish);
    } finally {
        await seats.stop();
        await rooms.close();
    }
}

/** Asks the server that runs, and waits for its answer; undefined where none comes. */
async function askRunning(
    promotions: Promotions,
    wish: Wish,
    stop: AbortSignal,
): Promise<readonly string[] | undefined> {
    const id = promotions.askPromotion({ ...wish, made: systemClock.unix() });
    const end = systemClock.now() + LONGEST_MS;
    while (!stop.aborted && systemClock.now() < end) {
        const answer = promotions.takePromotionAnswer(id);
        if (answer !== undefined) return answer;
        await new Promise<void>((resolve) => void systemClock.after(LOOK_MS, resolve));
    }
    await promotions.cancelPromotion(id);
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
        const files = await openServerFiles(readWhere(values, process.env), systemClock);
        try {
            const known = values.room.length === 0 ? [] : await files.rooms();
            const wish = { url, rooms: values.room.map((name) => roomOf(known, name).id) };
            const driver = await files.open();
            const { promotions } = files.data;
            const lines =
                driver === undefined
                    ? promotions && (await askRunning(promotions, wish, stop))
                    : await promoteHere(driver, files.data, wish);
            if (lines === undefined) {
                warn("the server that runs on this folder has not answered: it may be of another version, or stopped");
                return 1;
            }
            for (const line of lines) tell(line);
            return 0;
        } finally {
            await files.close();
        }
    },
};
