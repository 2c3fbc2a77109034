/** What receivers check, in their order; and what servers check behind that. docs/companion-batches.md. */
import { Damage } from "../format/damage";
import { eventsOfBlock } from "./batch-events";
import { nameOf } from "./chain";
import { KIND } from "./contents";
import { ROLE } from "./content-items";
import { type Front, voidReason } from "./entry-rules";
import type { History } from "./history";
import { ZERO } from "./keys";
import { isSamePosition } from "./position";
import type { Reason, Refusal } from "./reasons";
import { isSigned, readRecord, type RoomRecord } from "./record";
import { roleOf } from "./roles";

/** The place at which a record is looked at. */
export interface Place extends Front {
    readonly history: History;
}

const refuse = (reason: Reason, text: string): Refusal => ({ reason, text });

/** Whether a check's answer is that the record is refused. */
export const isRefusal = (answer: RoomRecord | Refusal): answer is Refusal => "reason" in answer;

/** The founding entry stands for no room: its id is the room's. */
function isOfRoom(room: Buffer, record: RoomRecord): boolean {
    const isFounding = record.content.kind === KIND.entry && record.content.said.action === "found";
    return isFounding ? record.room.equals(ZERO) && record.id.equals(room) : record.room.equals(room);
}

/** Entries by whose effect their author comes to be known. */
const INTRODUCTIONS: readonly string[] = ["found", "accept", "recover"];

function isKnownAuthor(place: Place, record: RoomRecord): boolean {
    if (place.chain.deviceOf(record.author) !== undefined) return true;
    const { content } = record;
    if (content.kind !== KIND.entry || !INTRODUCTIONS.includes(content.said.action)) return false;
    return voidReason(place, record, content.parent, content.said) === undefined;
}

function checkFollowing({ history }: Place, { author, seq, previous }: RoomRecord): Refusal | undefined {
    const name = nameOf(author);
    const count = history.countOf(name);
    if (seq <= count) return refuse("fork", `another record ${seq} of this author is here`);
    if (seq > count + 1) return refuse("doesNotFollow", `record ${count + 1} of this author is the next`);
    const id = count === 0 ? ZERO : history.idAt(name, count);
    return id?.equals(previous) === true ? undefined : refuse("doesNotFollow", "the record before it is another one");
}

function checkBlock({ content }: RoomRecord): Refusal | undefined {
    const events = content.kind === KIND.batch ? eventsOfBlock(content.block) : undefined;
    return events instanceof Damage ? refuse("malformed", events.message) : undefined;
}

function checkForm(all: Buffer): RoomRecord | Refusal {
    const record = readRecord(all);
    return record instanceof Damage ? refuse("malformed", record.message) : record;
}

/** What can be told of a record once it is read. */
function checkRead(place: Place, record: RoomRecord, isVerified: boolean): Refusal | undefined {
    if (!isOfRoom(place.room, record)) return refuse("room", "it is a record of another room");
    if (!isVerified && !isSigned(record)) return refuse("signature", "the signature does not hold");
    if (!isKnownAuthor(place, record)) return refuse("unknownAuthor", "the author is no device of this room");
    return checkFollowing(place, record) ?? checkBlock(record);
}

/**
 * What can be told of a record without the list that it is to stand in. Never raises.
 * @param room the id of the room that it is to be of.
 * @returns the record where it may be taken; else why no list of that room takes it.
 */
export function checkAlone(room: Buffer, all: Buffer): RoomRecord | Refusal {
    const record = checkForm(all);
    if (isRefusal(record)) return record;
    if (!isOfRoom(room, record)) return refuse("room", "it is a record of another room");
    if (!isSigned(record)) return refuse("signature", "the signature does not hold");
    return checkBlock(record) ?? record;
}

/**
 * What every receiver checks of a record. Never raises.
 * @returns the record where it is taken; else why it is not. `known` where it is here already.
 */
export function checkRecord(place: Place, all: Buffer): RoomRecord | Refusal {
    const record = checkForm(all);
    if (isRefusal(record)) return record;
    if (place.history.byId(record.id) !== undefined) return refuse("known", "it is here already");
    return checkRead(place, record, false) ?? record;
}

/** The same of a record that was read and whose signature was seen to hold before, in this list or another. */
export function checkVerified(place: Place, record: RoomRecord): Refusal | undefined {
    if (place.history.byId(record.id) !== undefined) return refuse("known", "it is here already");
    return checkRead(place, record, true);
}

/** Whether an epoch record is of effect at a place. */
export function isEpochOfEffect(place: Place, { author, seq, sight, content }: RoomRecord): boolean {
    const { position } = place.history;
    return (
        content.kind === KIND.epoch &&
        roleOf(place.chain, place.idAt, author, seq) === ROLE.server &&
        sight.epoch === position.epoch &&
        isSamePosition(sight, position) &&
        content.epoch > position.epoch
    );
}

/** Whether a role may write a kind. */
function isAllowed(role: number, { content }: RoomRecord): boolean {
    if (content.kind === KIND.entry) return role !== ROLE.none;
    if (content.kind === KIND.epoch) return role === ROLE.server;
    return role === ROLE.own || role === ROLE.relay || role === ROLE.admin;
}

/** How far events may be ahead of a server's clock, in seconds. */
export const FUTURE_SECONDS = 86_400;

/**
 * What a server checks of a record that every receiver would take.
 * @param now Unix seconds by the server's clock.
 */
export function checkAsServer(place: Place, record: RoomRecord, now: number): Refusal | undefined {
    const { chain, idAt } = place;
    const { author, seq, content } = record;
    if ("ledger" in content && chain.scopeOf(content.ledger, content.scope) === undefined)
        return refuse("scope", "the room does not take this ledger and scope");
    const isStranger = chain.deviceOf(author) === undefined;
    if (!isStranger && !isAllowed(roleOf(chain, idAt, author, seq), record))
        return refuse("notAllowed", "the author's role does not let it write this");
    if (content.kind === KIND.epoch && !isEpochOfEffect(place, record))
        return refuse("malformed", "an epoch that is of no effect here");
    if (content.kind !== KIND.batch) return undefined;
    const events = eventsOfBlock(content.block);
    const isAhead = !(events instanceof Damage) && events.some(({ time }) => time > now + FUTURE_SECONDS);
    return isAhead ? refuse("future", "an event is more than a day ahead of this server's clock") : undefined;
}
