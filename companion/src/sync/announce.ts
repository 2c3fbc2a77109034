/** What a server answers to AnnouncePresence and CreateRoom. */
import { Damage } from "../format/damage";
import { epochOf, epochRecordIn, isStrongerEpoch } from "../room/epoch";
import { sha256 } from "../room/keys";
import { idOfRecord, isSigned, readRecord } from "../room/record";
import type { Room } from "../room/room";
import { StoreError } from "../store/store-error";
import { isProof, type Right, rightOfKey } from "./credentials";
import type { ErrorName } from "./errors";
import { TIMES } from "./limits";
import type { Credential } from "./message-forms";
import type { MessageOf } from "./messages";
import type { RoomFeed } from "./room-feed";
import type { Joining } from "./server-channel";
import type { ServerContext } from "./server-context";
import type { Moved, Origin } from "./server-options";

/** A channel, why there is none, or who is the primary in this server's stead. */
export type Announced =
    | { readonly feed: RoomFeed; readonly joining: Joining }
    | { readonly code: ErrorName; readonly text: string }
    | Moved;

/** Who announces itself. */
interface Announcer {
    readonly nonce: Buffer;
    readonly origin: Origin;
}

type Announce = MessageOf<"AnnouncePresence">;
type Create = MessageOf<"CreateRoom">;

const error = (code: ErrorName, text: string): Announced => ({ code, text });

const DENIED = error("denied", "there is no such room here, or the key or token does not give the right to read it");

/** Answers an announce. What is denied takes a second, whatever the reason. Never raises but for errors of the program. */
export async function announce(context: ServerContext, who: Announcer, message: Announce | Create): Promise<Announced> {
    const { clock, denials } = context;
    const { address } = who.origin;
    if (denials.isFull(address)) return error("throttled", "too many announces from this address were denied");
    const start = clock.now();
    const answer = await attemptStored(() =>
        message.type === "CreateRoom" ? create(context, who, message) : join(context, who, message),
    );
    // Many may have been asked at once, before the first of them was answered.
    if (denials.isFull(address)) return error("throttled", "too many announces from this address were denied");
    if (answer !== DENIED) return answer;
    denials.count(address);
    await new Promise<void>((resolve) => void clock.after(start + TIMES.denied - clock.now(), resolve));
    return answer;
}

/** What the database does not give now is tried anew with the next announce. */
async function attemptStored(work: () => Promise<Announced>): Promise<Announced> {
    try {
        return await work();
    } catch (failure) {
        if (!(failure instanceof StoreError)) throw failure;
        const isNewer = "kind" in failure && failure.kind === "newer";
        if (isNewer)
            return error("newer", "the room's database is of a newer version than this server: it was left as it is");
        return error("away", "the room's database cannot be read: it is tried anew");
    }
}

async function join(context: ServerContext, who: Announcer, message: Announce): Promise<Announced> {
    const feed = await context.feed(message.room);
    if (feed === undefined) return DENIED;
    const given = await rightOf(context, who, feed.list, message.credential);
    if (given === undefined) return DENIED;
    const heard = message.epoch === null ? undefined : await hear(feed, message.epoch);
    return heard ?? feed.seat?.moved ?? { feed, joining: { ...given, label: message.label } };
}

/** What an epoch record that a client brings says of this server; undefined where it changes nothing, or what it has changed is known to the seat. */
async function hear({ list, epochs, seat }: RoomFeed, epoch: Buffer): Promise<Announced | undefined> {
    if (list.byId(idOfRecord(epoch)) !== undefined) return undefined;
    const record = epochRecordIn(list, epoch);
    if (record === undefined) {
        const words = "this server has been away for too long to know the room's primary";
        return isBeyond(list, epoch) ? error("epochUnknown", words) : undefined;
    }
    const strongest = epochs.strongest();
    if (strongest !== undefined && !isStrongerEpoch(record, strongest)) return undefined;
    if (seat === undefined) return { url: epochOf(record).url, epoch };
    await seat.hear(record);
    return undefined;
}

/** Whether bytes are an epoch record of a later epoch by somebody whom the chain does not know: it cannot be told whether that counts. */
function isBeyond({ id, chain, position }: Room, epoch: Buffer): boolean {
    const record = readRecord(epoch);
    if (record instanceof Damage || !record.room.equals(id) || !isSigned(record)) return false;
    return epochOf(record).epoch > position.epoch && chain.deviceOf(record.author) === undefined;
}

async function rightOf(
    context: ServerContext,
    { nonce, origin }: Announcer,
    list: Room,
    credential: Credential,
): Promise<Omit<Joining, "label"> | undefined> {
    if (origin.authenticate !== undefined) {
        const guest = await origin.authenticate(list.id);
        if (guest === undefined) return undefined;
        const right: Right | undefined = guest.key === undefined ? { by: "guest" } : rightOfKey(list, guest.key);
        return right && { right, readOnly: guest.readOnly === true };
    }
    if ("token" in credential) {
        const hash = sha256(credential.token);
        const isGood = (await context.options.tokens?.find(hash, list.id)) === true;
        return isGood ? { right: { by: "token", hash }, readOnly: true } : undefined;
    }
    const right = rightOfKey(list, credential.key);
    if (right === undefined || !isHost(origin, credential.host) || !isProof(credential, nonce, list.id))
        return undefined;
    return { right, readOnly: false };
}

/** Whether a proof is for this server. */
function isHost({ hosts }: Origin, host: string): boolean {
    return hosts.length === 0 ? host === "" : hosts.includes(host);
}

async function create(context: ServerContext, who: Announcer, message: Create): Promise<Announced> {
    const { founding, credential, permit } = message;
    const { options } = context;
    const { address } = who.origin;
    const record = readRecord(founding);
    const room = idOfRecord(founding);
    if (record instanceof Damage || "token" in credential || !credential.key.equals(record.author)) return DENIED;
    if (!isHost(who.origin, credential.host) || !isProof(credential, who.nonce, room)) return DENIED;
    const isAllowed =
        options.create === "open" ||
        (options.create === "admin" && permit !== null && options.isPermit?.(permit) === true);
    const maker = options.seats?.maker;
    if (maker !== undefined) return { url: maker, epoch: null };
    // Who may not create must not learn which rooms there are.
    if (!isAllowed) return error("notAllowed", "rooms are not created here without the server's permit");
    if ((await context.feed(room)) !== undefined) return error("exists", "the room is here: announce yourself");
    // Before it is made: others are asked for meanwhile.
    if (options.create === "open" && !(await context.mayCreate(address)))
        return error("notAllowed", "this address has created 10 rooms today");
    const feed = await context.found(founding);
    if (feed instanceof Damage) return error("notAllowed", `it founds no room: ${feed.message}`);
    const right = rightOfKey(feed.list, credential.key);
    return right === undefined ? DENIED : { feed, joining: { right, readOnly: false, label: "" } };
}
