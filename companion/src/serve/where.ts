/** Where the rooms of a server are, by the command line. */
import { readFileSync } from "node:fs";
import { messageOf, Misuse } from "../command";
import { nameOfDatabase } from "../store/postgres/database";
import type { Where } from "./server-store";

/** Where a server keeps its rooms, unless it is told. */
export const DEFAULT_FOLDER = "ledger-server";

/** Options of all commands that a server has. */
export const WHERE_OPTIONS = {
    "db-folder": { type: "string", default: DEFAULT_FOLDER },
    database: { type: "string" },
    "database-file": { type: "string" },
} as const;

/** What a usage says of them. */
export const WHERE_USAGE = `  --db-folder FOLDER   where the rooms are kept; ${DEFAULT_FOLDER} without it
  --database URL       in PostgreSQL instead, as postgres://name@host:5432/database ; its password is better in PGPASSWORD, ~/.pgpass, or with
                       the whole url in the environment as LEDGER_DATABASE, or in a file that --database-file PATH names`;

/** The values of these options. */
export interface WhereValues {
    readonly "db-folder": string;
    readonly database?: string | undefined;
    readonly "database-file"?: string | undefined;
}

function readDatabase(url: string): Where {
    try {
        nameOfDatabase(url);
    } catch (error) {
        throw new Misuse(`--database: ${messageOf(error)}`);
    }
    return { database: url };
}

function readFile(path: string): Where {
    let text: string;
    try {
        text = readFileSync(path, "utf8");
    } catch (error) {
        throw new Misuse(`--database-file: ${messageOf(error)}`);
    }
    return readDatabase(text.trim());
}

/** Raises Misuse. @param env of the process. */
export function readWhere(values: WhereValues, env: Readonly<Record<string, string | undefined>>): Where {
    const { "db-folder": folder, database, "database-file": file } = values;
    if (database !== undefined && file !== undefined)
        throw new Misuse("--database or --database-file expected, got both");
    if (database !== undefined) return readDatabase(database);
    if (file !== undefined) return readFile(file);
    const { LEDGER_DATABASE: url = "" } = env;
    if (url !== "") return readDatabase(url);
    if (folder === "") throw new Misuse("--db-folder: a FOLDER expected");
    return { folder };
}
