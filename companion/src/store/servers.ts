/** The server ids of a log's creators: a key holds only the other half of their GUIDs. */
import type { Directory } from "../format/directory";
import { guidText } from "../format/field-kinds";
import type { Writer } from "./driver";
import type { LogName } from "./event-columns";

/**
 * Stores the server ids that a file tells. Of several of one creator the smallest counts, as in the game; events that are stored already are
 * told of it.
 * @returns those of all creators.
 */
export async function mergeServers(writer: Writer, log: LogName, told: Directory): Promise<Directory> {
    const rows = await writer.read("directory", log);
    const servers = new Map(rows.map((row) => [Number(row["creator"]), Number(row["server"])]));
    const changed = [...told].filter(([creator, server]) => server < (servers.get(creator) ?? Infinity));
    await writer.put(
        "renameCreator",
        changed.map(([creator, server]) => ({
            ...log,
            server,
            creator: guidText(server, creator),
            before: guidText(servers.get(creator) ?? 0, creator),
        })),
    );
    await writer.put(
        "putDirectory",
        changed.map(([creator, server]) => ({ ...log, creator, server })),
    );
    return new Map([...servers, ...changed]);
}
