/** Names and classes of players. */
import type { PlayerInfo } from "./answers";

/** What a GUID of a player looks like. */
export const GUID = /^Player-\d{1,8}-[0-9A-F]{8}$/;

const CLASS = /^[A-Z]{4,11}$/;

/** Looks players up by GUID. */
export class Players {
    private readonly known: ReadonlyMap<string, PlayerInfo>;
    /** How many have a name, without its realm. */
    private readonly shares = new Map<string, number>();

    constructor(readonly list: readonly PlayerInfo[]) {
        this.known = new Map(list.map((each) => [each.player, each]));
        for (const { name } of list)
            if (name !== null) this.shares.set(shortName(name), (this.shares.get(shortName(name)) ?? 0) + 1);
    }

    find(guid: string): PlayerInfo | undefined {
        return this.known.get(guid);
    }

    /** The name, without realm where nobody else has it; the GUID where no name is known. */
    nameOf(guid: string): string {
        const name = this.known.get(guid)?.name ?? undefined;
        if (name === undefined) return guid;
        return this.shares.get(shortName(name)) === 1 ? shortName(name) : name;
    }

    /** Of the style sheet: "class-warrior"; "" where the class is unknown. */
    styleOf(guid: string): string {
        const token = this.known.get(guid)?.class ?? "";
        return CLASS.test(token) ? `class-${token.toLowerCase()}` : "";
    }

    /** The GUID that was typed, or of the one player of that name; undefined where there is none, or there are several. */
    guidOf(typed: string): string | undefined {
        if (GUID.test(typed)) return typed;
        const meant = typed.trim().toLowerCase();
        const found = this.list.filter(({ player }) => this.nameOf(player).toLowerCase() === meant);
        return found.length === 1 ? found[0].player : undefined;
    }
}

const shortName = (name: string): string => name.split("-", 1)[0];
