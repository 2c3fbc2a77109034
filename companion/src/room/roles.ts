/** Which role a record has: by its author's own numbering, not by clocks. docs/companion-batches.md, "Which role a record has". */
import { type Chain, type Member, nameOf, type RoleSetting } from "./chain";
import { type Head, ROLE } from "./content-items";

/** The id of the record of a device, by hex of its key, with some seq; undefined where it is not here. */
export type IdAt = (device: string, seq: number) => Buffer | undefined;

/** Whether the record here is another one than a head says: the device has forked its chain. */
function isFork(idAt: IdAt, device: string, { seq, id }: Head): boolean {
    const own = seq === 0 ? undefined : idAt(device, seq);
    return own !== undefined && !own.equals(id);
}

/**
 * The setting that gives a record its role.
 * @param seq of the record; Infinity for one behind all that there are.
 * @returns undefined where the role is 0 for another reason: no device, dropped before, forked, or before all settings.
 */
export function settingOf(chain: Chain, idAt: IdAt, author: Buffer, seq: number): RoleSetting | undefined {
    const name = nameOf(author);
    const device = chain.devices.get(name);
    if (device === undefined) return undefined;
    const { dropped } = device;
    if (dropped !== undefined && (seq > dropped.seq || isFork(idAt, name, dropped))) return undefined;
    for (let setting = chain.members[device.member].setting; ;) {
        const head = setting.heads.get(name);
        if (head === undefined) return setting;
        if (isFork(idAt, name, head)) return undefined;
        if (seq > head.seq) return setting;
        if (setting.before === undefined) return undefined;
        setting = setting.before;
    }
}

/** The role of a record: ROLE.none to ROLE.server. */
export function roleOf(chain: Chain, idAt: IdAt, author: Buffer, seq: number): number {
    return settingOf(chain, idAt, author, seq)?.role ?? ROLE.none;
}

/** The role that a device has today. */
export function roleToday(chain: Chain, idAt: IdAt, author: Buffer): number {
    return roleOf(chain, idAt, author, Infinity);
}

/** The member that a device is of; undefined for no device. */
export function memberOf(chain: Chain, author: Buffer): Member | undefined {
    const device = chain.deviceOf(author);
    return device === undefined ? undefined : chain.members[device.member];
}

/** Whether some member is an admin today, with a device that was not dropped. */
export function hasAdmin(chain: Chain, idAt: IdAt): boolean {
    for (const { key } of chain.devices.values()) if (roleToday(chain, idAt, key) === ROLE.admin) return true;
    return false;
}

/** Devices whose record is another one than an entry says that took their rights: hex of the keys, ascending. */
export function forkedDevices(chain: Chain, idAt: IdAt): string[] {
    const forked = new Set<string>();
    for (const [name, { dropped }] of chain.devices) {
        if (dropped !== undefined && isFork(idAt, name, dropped)) forked.add(name);
    }
    for (const { number, setting } of chain.members) {
        for (let one: RoleSetting | undefined = setting; one !== undefined; one = one.before) {
            for (const [name, head] of one.heads) {
                if (chain.devices.get(name)?.member === number && isFork(idAt, name, head)) forked.add(name);
            }
        }
    }
    return [...forked].sort();
}
