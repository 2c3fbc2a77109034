/** What PostgreSQL and the way to it raise, in sentences. */
import { DatabaseError } from "pg";
import { messageOf } from "../../command";
import { StoreError, type StoreErrorKind } from "../store-error";

/** By the start of the code (PostgreSQL, Appendix A). */
const SENTENCES: readonly (readonly [code: string, kind: StoreErrorKind, sentence: string])[] = [
    ["53100", "full", "has no room left on its disk: free some. What was stored before is whole"],
    ["53200", "away", "is out of memory: it is tried anew"],
    ["53300", "away", "takes no more connections: it is tried anew; raise its max_connections, or lower --connections"],
    ["55P03", "away", "has a change of the same room that does not end: it is tried anew"],
    ["25P03", "away", "has ended a change that took too long: it is tried anew"],
    ["57P", "away", "is being stopped or started: it is tried anew"],
    ["08", "away", "cannot be reached: it is tried anew"],
    ["25006", "full", "may only be read: name the server that may be written"],
    ["28", "other", "does not let this user in: see to the name and password of --database"],
    ["3D000", "other", "is not there: make it with createdb, or name another one with --database"],
    ["42501", "other", "does not let this user do that: give the user of --database the rights on its schema"],
];

/** Whether a connection is of no use after an error. */
export const isLost = (error: unknown): boolean =>
    !(error instanceof DatabaseError) || /^(57P|08)/.test(error.code ?? "");

/** A StoreError for what PostgreSQL, or the network in front of it, has raised; anything else as it is. @param name of the database, without a password. */
export function translated(error: unknown, name: string): unknown {
    if (error instanceof StoreError) return error;
    if (error instanceof DatabaseError) {
        const known = SENTENCES.find(([code]) => error.code?.startsWith(code) === true);
        const [, kind, sentence] = known ?? ["", "other" as const, error.message];
        return new StoreError(`the database ${name} ${sentence} (${error.code})`, kind, { cause: error });
    }
    const { code, message } = error as NodeJS.ErrnoException;
    const isNetwork = code !== undefined || /connection|timeout/i.test(message ?? "");
    return isNetwork
        ? new StoreError(`the database ${name} cannot be reached: it is tried anew (${messageOf(error)})`, "away", {
              cause: error,
          })
        : error;
}
