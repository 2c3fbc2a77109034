/** Whether an entry takes effect, by what stands in front of it: docs/companion-batches.md, "Kind 1". */
import type { Action } from "./actions";
import { type Chain, CHAIN_LIMITS, nameOf, placeName } from "./chain";
import { applyEntry, isAdmin } from "./chain-changes";
import { ROLE } from "./content-items";
import { isAcceptProof } from "./invite";
import { ZERO } from "./keys";
import type { RoomRecord } from "./record";
import { hasAdmin, type IdAt, roleOf } from "./roles";

/** Why an entry is void. */
export type VoidReason =
    /** An action that is not known. */
    | "action"
    /** The role of the record does not allow it. */
    | "role"
    /** Another entry has taken effect since. */
    | "parent"
    /** More than a room or a member may have. */
    | "limit"
    /** No such member, a number that is not the next, or a member whose role is 0. */
    | "member"
    /** A character is another member's. */
    | "character"
    /** No admin would be left. */
    | "lastAdmin"
    /** The invite is not open, or the proof does not hold. */
    | "invite"
    /** A key that the chain has already. */
    | "key"
    /** No such device, or one that was dropped. */
    | "device"
    /** A scope that is not taken with itself. */
    | "scope"
    /** A founding that is not record 1, a recover that is not by the key in force, or not its first record. */
    | "place";

/** What an entry is judged by. */
export interface Front {
    readonly chain: Chain;
    /** Id of the room. */
    readonly room: Buffer;
    /** How many records stand in front. */
    readonly n: number;
    readonly idAt: IdAt;
}

/** An entry with the role that its record has. */
interface Judged {
    readonly front: Front;
    readonly record: RoomRecord;
    readonly role: number;
}

type Said<Name extends Action["action"]> = Extract<Action, { readonly action: Name }>;
type Verdict = VoidReason | undefined;

/** The first of some reasons whose condition is not met. */
function firstOf(...conditions: readonly (readonly [isMet: boolean, reason: VoidReason])[]): Verdict {
    return conditions.find(([isMet]) => !isMet)?.[1];
}

/** Whether the record is by an admin, or by a device of the member with another role than 0. */
function isBy({ front, record, role }: Judged, member: number): boolean {
    return role === ROLE.admin || (role !== ROLE.none && front.chain.deviceOf(record.author)?.member === member);
}

/** Whether a member's role today is another than 0. */
function isMember({ chain }: Front, number: number): boolean {
    const member = chain.members.at(number);
    return member !== undefined && member.setting.role !== ROLE.none;
}

/** Whether an admin is left behind an entry. */
function keepsAdmin({ front, record, role }: Judged, said: Action): boolean {
    const after = front.chain.copy();
    applyEntry(after, record, said, role);
    return hasAdmin(after, front.idAt);
}

function found({ front, record }: Judged, said: Said<"found">): Verdict {
    const isFirst = front.n === 0 && record.seq === 1 && record.room.equals(ZERO) && record.id.equals(front.room);
    return firstOf([isFirst, "place"], [!said.recovery.equals(record.author), "key"]);
}

function member(judged: Judged, said: Said<"member">): Verdict {
    const { chain } = judged.front;
    const guids = new Set(said.characters.map(({ guid }) => nameOf(guid)));
    const isOthers = chain.members.some(
        ({ number, setting }) =>
            number !== said.number &&
            setting.role !== ROLE.none &&
            setting.characters.some(({ guid }) => guids.has(nameOf(guid))),
    );
    return firstOf(
        [judged.role === ROLE.admin, "role"],
        [said.number <= chain.members.length, "member"],
        [said.number < CHAIN_LIMITS.members, "limit"],
        [said.role === ROLE.none || !isOthers, "character"],
        [!isAdmin(chain, said.number) || keepsAdmin(judged, said), "lastAdmin"],
    );
}

function invite(judged: Judged, said: Said<"invite">): Verdict {
    const { chain } = judged.front;
    const ofMember = [...chain.open].filter((key) => chain.invites.get(key)?.member === said.member);
    return firstOf(
        [isBy(judged, said.member), "role"],
        [isMember(judged.front, said.member), "member"],
        [!chain.hasKey(said.invite), "key"],
        [chain.open.size < CHAIN_LIMITS.invites && ofMember.length < CHAIN_LIMITS.invitesOfMember, "limit"],
    );
}

function accept({ front, record }: Judged, said: Said<"accept">): Verdict {
    const { chain, room } = front;
    const name = nameOf(said.invite);
    const number = chain.open.has(name) ? chain.invites.get(name)?.member : undefined;
    if (number === undefined) return "invite";
    const hasLeft = isAdmin(chain, number) || chain.members[number].written < CHAIN_LIMITS.entriesOfMember;
    return firstOf(
        [isMember(front, number), "member"],
        [!chain.hasKey(record.author), "key"],
        [chain.devices.size < CHAIN_LIMITS.devices && hasLeft, "limit"],
        [isAcceptProof(said.invite, said.proof, room, record.author), "invite"],
    );
}

function drop(judged: Judged, said: Said<"drop">): Verdict {
    const { front, record, role } = judged;
    const device = front.chain.deviceOf(said.device);
    if (device === undefined || device.dropped !== undefined) return "device";
    const isAllowed = role === ROLE.admin || (isBy(judged, device.member) && !said.device.equals(record.author));
    return firstOf(
        [isAllowed, "role"],
        [!isAdmin(front.chain, device.member) || keepsAdmin(judged, said), "lastAdmin"],
    );
}

function scope({ front: { chain }, role }: Judged, said: Said<"scope">): Verdict {
    const into = chain.scopes.get(placeName(said.ledger, said.into));
    const isTaken = into !== undefined && into.into.equals(into.scope);
    const isKnown = chain.scopes.has(placeName(said.ledger, said.scope));
    return firstOf(
        [role === ROLE.admin, "role"],
        [said.into.length === 0 || said.into.equals(said.scope) || isTaken, "scope"],
        [isKnown || chain.scopes.size < CHAIN_LIMITS.scopes, "limit"],
    );
}

function recover({ front: { chain }, record }: Judged, said: Said<"recover">): Verdict {
    const isInForce = record.seq === 1 && chain.entries > 0 && record.author.equals(chain.recovery);
    const isNew = !chain.hasKey(said.device) && !chain.hasKey(said.recovery) && !said.device.equals(said.recovery);
    return firstOf([isInForce, "place"], [isNew, "key"]);
}

function cancel(judged: Judged, said: Said<"cancel">): Verdict {
    const { chain } = judged.front;
    const name = nameOf(said.invite);
    const number = chain.open.has(name) ? chain.invites.get(name)?.member : undefined;
    if (number === undefined) return "invite";
    return isBy(judged, number) ? undefined : "role";
}

function device(judged: Judged, said: Said<"device">): Verdict {
    const { chain } = judged.front;
    return firstOf(
        [isBy(judged, said.member), "role"],
        [isMember(judged.front, said.member), "member"],
        [!chain.hasKey(said.device), "key"],
        [chain.devices.size < CHAIN_LIMITS.devices, "limit"],
    );
}

function ofAction(judged: Judged, said: Action): Verdict {
    switch (said.action) {
        case "found":
            return found(judged, said);
        case "member":
            return member(judged, said);
        case "invite":
            return invite(judged, said);
        case "accept":
            return accept(judged, said);
        case "drop":
            return drop(judged, said);
        case "scope":
            return scope(judged, said);
        case "recover":
            return recover(judged, said);
        case "cancel":
            return cancel(judged, said);
        case "device":
            return device(judged, said);
        case "unknown":
            return "action";
    }
}

/** What all entries have to keep but a recover, in whose way nobody can stand. */
function inGeneral({ front: { chain }, record, role }: Judged, parent: Buffer, said: Action): Verdict {
    const author = chain.deviceOf(record.author);
    const written = author === undefined || role === ROLE.admin ? 0 : chain.members[author.member].written;
    const isStranger = said.action === "found" || said.action === "accept";
    return firstOf(
        [said.action !== "unknown", "action"],
        [isStranger || role !== ROLE.none, "role"],
        [parent.equals(chain.last), "parent"],
        [chain.entries < CHAIN_LIMITS.entries && written < CHAIN_LIMITS.entriesOfMember, "limit"],
    );
}

/**
 * Why an entry has no effect at its place.
 * @returns undefined where it takes effect.
 */
export function voidReason(front: Front, record: RoomRecord, parent: Buffer, said: Action): VoidReason | undefined {
    const judged = { front, record, role: roleOf(front.chain, front.idAt, record.author, record.seq) };
    const general = said.action === "recover" ? undefined : inGeneral(judged, parent, said);
    return general ?? ofAction(judged, said);
}
