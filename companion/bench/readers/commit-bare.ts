/** What one commit takes: a row into a table of a database, synchronous FULL. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { answer } from "../processes";

const COMMITS = 100;

function commits(): { readonly wall: number; readonly commits: number } {
    const folder = mkdtempSync(join(tmpdir(), "companion-bench-"));
    const database = new Database(join(folder, "bare.db"));
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.exec("CREATE TABLE one (bytes BLOB)");
    const insert = database.prepare("INSERT INTO one VALUES (?)");
    const bytes = Buffer.alloc(300, 1);
    const begun = performance.now();
    for (let at = 0; at < COMMITS; at++) insert.run(bytes);
    const wall = performance.now() - begun;
    database.close();
    rmSync(folder, { recursive: true });
    return { wall, commits: COMMITS };
}

answer(commits);
