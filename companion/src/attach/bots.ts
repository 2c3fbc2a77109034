/** Programs that take part in a room on the server itself. */
import { encodeBlock } from "../format/block-writer";
import type { StoredEvent } from "../format/key";
import { type Content, KIND } from "../room/contents";
import { acceptProof, inviteSigner } from "../room/invite";
import type { Signer } from "../room/keys";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import type { Room } from "../store/driver";
import { type EventInfo, readTouched } from "../store/event-page";

/** Events that are told in one call at most. */
const MAX_TOLD = 1000;

/** What a bot can do in its room. */
export interface Bot {
    /** The room, as the server keeps it. */
    readonly room: KeptRoom;
    /**
     * Signs events with the bot's key and puts them into the room. Their creator has to be a character of the member that the bot is a device of.
     * Raises an Error that says why, where the room does not take them.
     */
    write(ledger: string, scope: string, events: readonly StoredEvent[]): Promise<void>;
    /** Becomes a device by an invite's 16 secret bytes. Raises an Error that says why, where the room does not take it. */
    accept(secret: Buffer, label: string): Promise<void>;
}

/** Is told the events that have changed: those that came, and those that count otherwise than before, in the order in which that was. */
export type BotListener = (events: readonly EventInfo[], bot: Bot) => void | Promise<void>;

/** What a bot is. */
export interface BotOptions {
    /** Its key; without one it reads. */
    readonly signer?: Signer;
    /** Number of the record behind which events are told: 0 for all; without it those that come from now on. */
    readonly since?: number;
    /** Is told what the listener raises; it is called again with the next events all the same. */
    readonly onError?: (error: unknown) => void;
}

/** Gives numbers to records that were signed here. Raises an Error where the room refuses one. */
async function number(room: KeptRoom, records: readonly RoomRecord[], now: number): Promise<void> {
    const outcome = await room.offer(
        records.map(({ bytes }) => bytes),
        now,
    );
    await room.drop(records.map(({ id }) => id));
    if (!("refusals" in outcome)) return;
    const [{ reason, text }] = outcome.refusals;
    throw new Error(`the room does not take it: ${reason}, ${text}`);
}

function botOf(room: KeptRoom, signer: Signer | undefined, now: () => number): Bot {
    const say = async (make: (key: Signer) => Content): Promise<void> => {
        if (signer === undefined) throw new Error("bot: 'signer' - a key expected, to write");
        await number(room, await room.sign(signer, () => [make(signer)]), now());
    };
    return {
        room,
        write: (ledger, scope, events) =>
            say(() => ({
                kind: KIND.batch,
                ledger: Buffer.from(ledger),
                scope: Buffer.from(scope),
                block: encodeBlock(events),
            })),
        accept: (secret, label) =>
            say(({ key }) => {
                const invite = inviteSigner(secret);
                const proof = acceptProof(invite, room.id, key);
                const said = { action: "accept", invite: invite.key, proof, label } as const;
                return { kind: KIND.entry, parent: room.room.chain.last, time: now(), said };
            }),
    };
}

/** Tells a listener what changes in a room, one call after the other. */
class Telling {
    private isRunning = false;
    private isStopped = false;
    private running: Promise<void> = Promise.resolve();

    constructor(
        private readonly rows: Room,
        private readonly room: KeptRoom,
        private n: number,
        private readonly tell: (events: readonly EventInfo[]) => void | Promise<void>,
        private readonly onError: (error: unknown) => void,
    ) {}

    /** Looks for what changed. */
    look(): void {
        if (this.isRunning || this.isStopped) return;
        this.isRunning = true;
        this.running = this.tellAll()
            .catch(this.onError)
            .finally(() => {
                this.isRunning = false;
                if (this.room.room.position.n !== this.n) this.look();
            });
    }

    private async tellAll(): Promise<void> {
        const upTo = this.room.room.position.n;
        const since = Math.min(this.n, upTo);
        this.n = upTo;
        for (let place = { touched: since + 1, row: 0 }; !this.isStopped;) {
            const events = await readTouched(this.rows, place, upTo, MAX_TOLD);
            const last = events.at(-1);
            if (last === undefined) return;
            // What the listener raises keeps nothing from the events behind these.
            await Promise.resolve(this.tell(events)).catch(this.onError);
            place = { touched: last.touched, row: Number(last.place.split("-")[1]) };
        }
    }

    async stop(): Promise<void> {
        this.isStopped = true;
        await this.running;
    }
}

/** Runs a bot. @returns what ends it. */
export async function runBot(
    rows: Room,
    room: KeptRoom,
    listener: BotListener,
    { signer, since = room.room.position.n, onError = () => undefined }: BotOptions,
    now: () => number,
): Promise<() => Promise<void>> {
    const bot = botOf(room, signer, now);
    // What was signed before the program was stopped, and had no number yet.
    const own = room.loose.filter(({ author }) => signer?.key.equals(author) === true);
    if (own.length > 0) await number(room, own, now()).catch(onError);
    const telling = new Telling(rows, room, since, (events) => listener(events, bot), onError);
    const end = room.onChange(() => telling.look());
    telling.look();
    return () => {
        end();
        return telling.stop();
    };
}
