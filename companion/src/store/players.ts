/** The names that a room knows of players. */
import type { Reader } from "./driver";

/** A player of whom a name is known. */
export interface Player {
    /** `Name-Realm`. */
    readonly name: string;
    /** As the game's token: "WARRIOR"; or "". */
    readonly class: string;
}

/** All of a room's, by GUID. */
export async function readPlayers(reader: Reader): Promise<ReadonlyMap<string, Player>> {
    const rows = await reader.read("players");
    return new Map(
        rows.map((row) => [String(row["guid"]), { name: String(row["name"]), class: String(row["class"]) }]),
    );
}
