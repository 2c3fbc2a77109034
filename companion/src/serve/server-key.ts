/** The server's own key. */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";
import { type Signer, signerOf } from "../room/keys";
import { MEMORY } from "../store/sqlite/sqlite-driver";
import { StoreError } from "../store/store-error";

/** The name of its file. */
export const KEY_FILE = "server.key";
const SEED = /^[0-9a-f]{64}\n?$/;

/**
 * Reads the key of a server, and makes it at its first start. Only the user that runs the server may read the file.
 * Raises a StoreError where that cannot be, or what is there is no key.
 * @param folder of the rooms, which is there; or ":memory:", where the key is a new one each time.
 */
export function serverKey(folder: string): Signer {
    if (folder === MEMORY) return signerOf(randomBytes(32));
    const path = join(folder, KEY_FILE);
    try {
        if (!existsSync(path)) {
            const own = `${path}.${process.pid}`;
            writeFileSync(own, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx", flush: true });
            renameSync(own, path);
        }
        const text = readFileSync(path, "latin1");
        if (!SEED.test(text))
            throw new StoreError(
                `${path} is no key: put a copy of it back. With a new one, rooms take this for another server`,
            );
        chmodSync(path, 0o600);
        return signerOf(Buffer.from(text.trim(), "hex"));
    } catch (error) {
        if (error instanceof StoreError) throw error;
        throw new StoreError(`${messageOf(error)}: see to the rights of the folder`, "other", { cause: error });
    }
}
