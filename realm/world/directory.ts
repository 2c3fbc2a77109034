import { type ChannelMember } from "../channel/member";

/** Spaces and hyphens are left out of a realm's name in "Name-Realm". */
export function normalizeRealm(realmName: string): string {
    const [normalized] = string.gsub(realmName, "[ %-]", "");
    return normalized;
}

/** All characters by name, and which realms are connected. */
export class WorldDirectory<C extends ChannelMember> {
    private readonly byName = new LuaTable<string, C | undefined>();
    private readonly cluster = new LuaTable<string, number | undefined>();

    /** @param connectedRealms groups of realms between which whispers pass; any other realm stands alone */
    constructor(connectedRealms: readonly (readonly string[])[]) {
        let index = 0;
        for (const group of connectedRealms) {
            index++;
            for (const realmName of group) this.cluster.set(normalizeRealm(realmName), index);
        }
    }

    /** Enters a character under its present name. Two of one name are an error. */
    add(character: C): void {
        const key = string.lower(character.fullName);
        if (this.byName.has(key)) error(`realm: addClient: there is a ${character.fullName} already`, 0);
        this.byName.set(key, character);
    }

    /** Takes a character out, before its name changes. */
    remove(character: C): void {
        this.byName.delete(string.lower(character.fullName));
    }

    find(name: string, sender: ChannelMember): C | undefined {
        const key = string.lower(name);
        return this.byName.get(key) ?? this.byName.get(`${key}-${string.lower(sender.normalizedRealm)}`);
    }

    areConnected(realmA: string, realmB: string): boolean {
        const cluster = this.cluster.get(realmA);
        return realmA === realmB || (cluster !== undefined && cluster === this.cluster.get(realmB));
    }
}
