/** What an entry changes that takes effect: docs/companion-batches.md, the actions. */
import type { Action } from "./actions";
import { type Chain, nameOf, placeName, type RoleSetting } from "./chain";
import { type Character, type Head, ROLE } from "./content-items";
import type { RoomRecord } from "./record";

const byDevice = (heads: readonly Head[]): ReadonlyMap<string, Head> =>
    new Map(heads.map((head) => [nameOf(head.device), head]));

type Said<Name extends Action["action"]> = Extract<Action, { readonly action: Name }>;

/** A role for characters under heads, in front of what a member had before. */
function set(
    chain: Chain,
    number: number,
    label: string,
    said: { role: number; characters: readonly Character[]; heads: readonly Head[] },
    written: number,
): void {
    const before: RoleSetting | undefined = chain.members.at(number)?.setting;
    const setting = { role: said.role, characters: said.characters, heads: byDevice(said.heads), before };
    chain.members[number] = { number, label, setting, written };
}

function addDevice(chain: Chain, key: Buffer, member: number, label: string): void {
    chain.devices.set(nameOf(key), { key, member, label, dropped: undefined });
}

function putRecovery(chain: Chain, key: Buffer): void {
    chain.recovery = key;
    chain.recoveries.add(nameOf(key));
}

function found(chain: Chain, { author }: RoomRecord, { name, label, characters, recovery }: Said<"found">): void {
    chain.name = name;
    set(chain, 0, label, { role: ROLE.admin, characters, heads: [] }, 0);
    addDevice(chain, author, 0, label);
    putRecovery(chain, recovery);
}

function recover(chain: Chain, { device, label, characters, recovery, heads }: Said<"recover">): void {
    for (const { number, label: own, setting, written } of [...chain.members]) {
        if (setting.role !== ROLE.admin) continue;
        set(chain, number, own, { role: ROLE.none, characters: setting.characters, heads }, written);
    }
    const number = chain.members.length;
    set(chain, number, label, { role: ROLE.admin, characters, heads: [] }, 0);
    addDevice(chain, device, number, label);
    putRecovery(chain, recovery);
}

function closeInvite(chain: Chain, key: Buffer, state: "used" | "cancelled"): number {
    const name = nameOf(key);
    const { member } = chain.invites.get(name) as { member: number };
    chain.invites.set(name, { member, state });
    chain.open.delete(name);
    return member;
}

function change(chain: Chain, record: RoomRecord, said: Action): void {
    switch (said.action) {
        case "found":
            return found(chain, record, said);
        case "member":
            return set(chain, said.number, said.label, said, 0);
        case "invite":
            chain.invites.set(nameOf(said.invite), { member: said.member, state: "open" });
            chain.open.add(nameOf(said.invite));
            return;
        case "accept":
            return addDevice(chain, record.author, closeInvite(chain, said.invite, "used"), said.label);
        case "drop": {
            const { device: key, seq, id } = said;
            const device = chain.deviceOf(key);
            if (device !== undefined) chain.devices.set(nameOf(key), { ...device, dropped: { device: key, seq, id } });
            return;
        }
        case "scope":
            chain.scopes.set(placeName(said.ledger, said.scope), said);
            return;
        case "recover":
            return recover(chain, said);
        case "cancel":
            closeInvite(chain, said.invite, "cancelled");
            return;
        case "device":
            return addDevice(chain, said.device, said.member, said.label);
        case "unknown":
            return;
    }
}

/**
 * Puts an entry into effect that voidReason() has nothing against.
 * @param role of the record in front of it: what devices of no admins write is counted.
 */
export function applyEntry(chain: Chain, record: RoomRecord, said: Action, role: number): void {
    change(chain, record, said);
    const member = chain.deviceOf(record.author)?.member;
    const isCounted = said.action === "accept" ? member !== undefined && !isAdmin(chain, member) : role !== ROLE.admin;
    if (member !== undefined && isCounted) {
        const before = chain.members[member];
        chain.members[member] = { ...before, written: before.written + 1 };
    }
    chain.last = record.id;
    chain.entries++;
}

/** Whether a member's role is admin today. */
export function isAdmin(chain: Chain, member: number): boolean {
    return chain.members.at(member)?.setting.role === ROLE.admin;
}
