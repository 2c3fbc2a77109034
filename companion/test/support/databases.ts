/** The databases that the store can be on: a suite is run on each. */
import { afterAll, beforeAll, describe } from "vitest";
import type { Driver } from "../../src/store/driver";
import { openPostgres } from "../../src/store/postgres/postgres-driver";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { PostgresServer } from "./postgres";
import { NO_POSTGRES, postgresPrograms } from "./postgres-programs";
import { newFolder } from "./stored";

/** Opens the same database again and again. */
export type OpenDatabase = () => Promise<Driver>;

/** Makes an empty database. */
export type MakeDatabase = () => Promise<OpenDatabase>;

/** A server for the tests of a file. @returns what makes an empty database, and gives its url. */
function withPostgres(): () => Promise<string> {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
        if (postgresPrograms !== undefined) server = await PostgresServer.start();
    });
    afterAll(() => server?.stop());
    return () => {
        if (server === undefined) throw new Error("withPostgres: no PostgreSQL here that can be run");
        return server.database();
    };
}

/** Runs a suite on SQLite in files, and on PostgreSQL where that can be run. */
export function describeDatabases(name: string, suite: (make: MakeDatabase) => void): void {
    describe(`${name}: SQLite`, () =>
        suite(() => {
            const folder = newFolder();
            return Promise.resolve(() => Promise.resolve(openSqlite(folder)));
        }));
    describePostgres(name, (database) =>
        suite(async () => {
            const url = await database();
            return () => openPostgres(url);
        }),
    );
}

/** Runs a suite on PostgreSQL, where that can be run. @param suite is given what makes an empty database, and gives its url. */
export function describePostgres(name: string, suite: (database: () => Promise<string>) => void): void {
    if (postgresPrograms === undefined)
        describe.skip(`${name}: PostgreSQL (${NO_POSTGRES})`, () => suite(withPostgres()));
    else describe(`${name}: PostgreSQL`, () => suite(withPostgres()));
}

/** A database that goes away with the process. */
export const inMemory = (): Promise<Driver> => Promise.resolve(openSqlite(MEMORY));
