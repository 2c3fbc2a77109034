/** The chain of a room: who its members are, with which devices, roles and scopes. docs/companion-batches.md, "Kind 1". */
import { toText } from "../format/bytes";
import type { Character, Head } from "./content-items";
import { ZERO } from "./keys";

/** Bytes as a name in maps. */
export const nameOf = (bytes: Buffer): string => bytes.toString("hex");

/** What an entry said of a member's role; from the newest back to the first. */
export interface RoleSetting {
    readonly role: number;
    readonly characters: readonly Character[];
    /** By hex of the device: the setting holds for its records behind this one. For devices not in it, for all. */
    readonly heads: ReadonlyMap<string, Head>;
    readonly before: RoleSetting | undefined;
}

/** A member; the setting holds its characters and the role today. */
export interface Member {
    readonly number: number;
    readonly label: string;
    readonly setting: RoleSetting;
    /** Entries that devices of it have written as no admin since the last _member_ entry for it. */
    readonly written: number;
}

/** A device of a member. */
export interface Device {
    readonly key: Buffer;
    readonly member: number;
    readonly label: string;
    /** Its last record that keeps its role, where it was dropped. */
    readonly dropped: Head | undefined;
}

/** An invite by its key. */
export interface ChainInvite {
    readonly member: number;
    readonly state: "open" | "used" | "cancelled";
}

/** What was said last of a ledger's scope. */
export interface ChainScope {
    readonly ledger: Buffer;
    readonly scope: Buffer;
    /** The scope itself, where it is taken; another one, where it is a former name of that; empty, where it is taken no longer. */
    readonly into: Buffer;
    readonly open: boolean;
}

/** Ledger and scope as a name in maps: the length in front keeps pairs apart. */
export const placeName = (ledger: Buffer, scope: Buffer): string =>
    `${ledger.length}:${toText(ledger)}${toText(scope)}`;

/** Bounds of a chain. */
export const CHAIN_LIMITS = {
    members: 1024,
    devices: 2048,
    /** Open invites, in all and of one member. */
    invites: 256,
    invitesOfMember: 64,
    scopes: 1024,
    entries: 65_536,
    /** Entries of a member that is no admin after the last _member_ entry for it. */
    entriesOfMember: 32,
} as const;

/** The chain up to some record. Members, devices and the rest are not changed in place: a copy shares them. */
export class Chain {
    /** Name of the room; "" before it is founded. */
    name = "";
    /** Id of the last entry that took effect; ZERO before there is one. */
    last: Buffer = ZERO;
    /** How many entries took effect. */
    entries = 0;
    /** The recovery key in force. */
    recovery: Buffer = ZERO;
    /** By number. */
    readonly members: Member[] = [];
    /** By hex of the key; dropped ones, too. */
    readonly devices = new Map<string, Device>();
    readonly invites = new Map<string, ChainInvite>();
    /** Hex of the keys of open invites. */
    readonly open = new Set<string>();
    /** Hex of recovery keys, those no longer in force included. */
    readonly recoveries = new Set<string>();
    /** By placeName(). */
    readonly scopes = new Map<string, ChainScope>();

    copy(): Chain {
        const copy = new Chain();
        Object.assign(copy, { name: this.name, last: this.last, entries: this.entries, recovery: this.recovery });
        copy.members.push(...this.members);
        for (const [key, device] of this.devices) copy.devices.set(key, device);
        for (const [key, invite] of this.invites) copy.invites.set(key, invite);
        for (const key of this.open) copy.open.add(key);
        for (const key of this.recoveries) copy.recoveries.add(key);
        for (const [place, scope] of this.scopes) copy.scopes.set(place, scope);
        return copy;
    }

    deviceOf(key: Buffer): Device | undefined {
        return this.devices.get(nameOf(key));
    }

    /** Whether a key is one of the chain: of a device, an invite or a recovery, of whatever state. */
    hasKey(key: Buffer): boolean {
        const name = nameOf(key);
        return this.devices.has(name) || this.invites.has(name) || this.recoveries.has(name);
    }

    /** What the room takes a ledger's scope as today: itself, or what it is a former name of; undefined where it takes neither. */
    scopeOf(ledger: Buffer, scope: Buffer): ChainScope | undefined {
        let found = this.scopes.get(placeName(ledger, scope));
        // By the rules for entries this has an end: who is another's former name was not that one's target.
        while (found !== undefined && !found.into.equals(found.scope)) {
            found = found.into.length === 0 ? undefined : this.scopes.get(placeName(ledger, found.into));
        }
        return found;
    }
}
