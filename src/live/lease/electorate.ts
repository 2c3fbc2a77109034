/** Who decides who holds a lease. */

import { bytesLess } from "../../codec/compare";
import { hash32 } from "../../codec/murmur3";

const floor = math.floor;

/** Gives the names of all members of guild or group that have one of these ranks, online or not. */
export type ElectorsOf = (this: void, ranks: readonly number[]) => readonly string[];

export class Electorate {
    /** How many votes are most of them. Read only, as all that follows. */
    majority = 1;
    /** Stands for the set in claims and votes; never 0. */
    hash = 0;
    private names = new LuaSet<string>();

    /** @param given names as "Name-Realm", or indices of ranks. */
    constructor(
        private readonly given: readonly (string | number)[],
        private readonly electorsOf: ElectorsOf,
    ) {
        this.refresh();
    }

    has(name: string): boolean {
        return this.names.has(name);
    }

    /** How many of them fulfil a condition. */
    count(isCounted: (this: void, name: string) => boolean): number {
        let count = 0;
        for (const name of this.names) {
            count += isCounted(name) ? 1 : 0;
        }
        return count;
    }

    /** Asks anew who has the ranks. @returns whether there are others than before. */
    refresh(): boolean {
        const list = this.resolve();
        const hash = math.max(1, hash32(list.join("\0"), 0));
        if (hash === this.hash) {
            return false;
        }
        this.hash = hash;
        this.majority = floor(list.length / 2) + 1;
        this.names = new LuaSet();
        for (const name of list) {
            this.names.add(name);
        }
        return true;
    }

    /** Each name once, by their bytes. */
    private resolve(): string[] {
        const ranks = this.given.filter((one): one is number => typeof one === "number");
        const named = this.given.filter((one): one is string => typeof one === "string");
        const ranked = ranks.length === 0 ? [] : this.electorsOf(ranks);
        const seen = new LuaSet<string>();
        const list: string[] = [];
        for (const name of named.concat(ranked)) {
            if (!seen.has(name)) {
                seen.add(name);
                list[list.length] = name;
            }
        }
        table.sort(list, bytesLess);
        return list;
    }
}
