/** Making a server the primary of its rooms, also while it runs: the command asks through the server's file, and the server answers there. */
import { counted } from "../format/counted";
import { nameOf } from "../room/chain";
import type { Promotion } from "../replica/room-seat";
import type { RoomSeats } from "../replica/room-seats";
import type { Rooms } from "../rooms/rooms";
import type { Cancel, Clock } from "../sync/clock";
import { messageOf } from "../command";

/** What a command has asked for. */
export interface AskedPromotion {
    readonly id: number;
    /** How the server is reached: the new epochs name it. */
    readonly url: string;
    /** Hex of the ids of the rooms; none: all, and new ones are made here. */
    readonly rooms: readonly string[];
    /** Unix seconds. */
    readonly made: number;
}

/** Where they are kept. Raises StoreErrors. */
export interface Promotions {
    /** @returns what the answer is asked for with. */
    askPromotion(asked: Omit<AskedPromotion, "id">): number;
    /** Those without an answer that were asked for at some time or later. */
    askedPromotions(since: number): readonly AskedPromotion[];
    answerPromotion(id: number, lines: readonly string[]): Promise<void>;
    /** Takes the answer out; undefined while there is none. */
    takePromotionAnswer(id: number): readonly string[] | undefined;
    cancelPromotion(id: number): Promise<void>;
}

/** Milliseconds between two looks at what was asked for. */
const LOOK_MS = 2000;

/** What was asked for longer ago is done no more: whoever asked has given it up. Seconds. */
const LONGEST = 60;

function wordsOf(promotion: Promotion | undefined, n: number): string {
    if (promotion === undefined) return "there is no such room here";
    if ("epoch" in promotion) {
        const { epoch, isNew } = promotion;
        return isNew
            ? `epoch ${epoch} begins here, behind ${counted(n, "record")}`
            : `this server is its primary already, since epoch ${epoch}`;
    }
    return promotion.why === "empty"
        ? "left as it is: no record of it has come here yet"
        : "left as it is: the key of this server has no role server in it";
}

/** Makes a server the primary of rooms. @returns a line for each. */
export async function promoteRooms(
    rooms: Rooms,
    seats: RoomSeats,
    { url, rooms: names }: Pick<AskedPromotion, "url" | "rooms">,
): Promise<string[]> {
    if (names.length === 0) await seats.promoteMaker();
    const ids = names.length === 0 ? await rooms.ids() : names.map((name) => Buffer.from(name, "hex"));
    const lines: string[] = [];
    for (const id of ids) {
        const promotion = await seats.promote(id, url).catch((error: unknown) => messageOf(error));
        const use = await rooms.use(id).catch(() => undefined);
        const { position, chain } = use?.room.room ?? { position: { n: 0 }, chain: { name: "" } };
        use?.release();
        const words = typeof promotion === "string" ? promotion : wordsOf(promotion, position.n);
        lines.push(`${chain.name} (${nameOf(id)}): ${words}`.trimStart());
    }
    return lines.length === 0 ? ["there are no rooms here: new ones are made here from now on"] : lines;
}

/** Looks for what commands have asked for, until it is ended. @param promotions undefined where commands do it themselves. @param work makes the server the primary. */
export function watchPromotions(
    promotions: Promotions | undefined,
    clock: Clock,
    work: (asked: AskedPromotion) => Promise<readonly string[]>,
): () => Promise<void> {
    if (promotions === undefined) return () => Promise.resolve();
    let hasEnded = false;
    let working: Promise<void> = Promise.resolve();
    let cancel: Cancel | undefined;
    const look = async (): Promise<void> => {
        try {
            for (const asked of promotions.askedPromotions(clock.unix() - LONGEST))
                await promotions.answerPromotion(asked.id, await work(asked));
        } catch {
            // The file cannot be read or written now: at the next look.
        }
        lookLater();
    };
    const lookLater = (): void => {
        if (!hasEnded) cancel = clock.after(LOOK_MS, () => void (working = look()));
    };
    lookLater();
    return async () => {
        hasEnded = true;
        cancel?.();
        await working;
    };
}
