/** The keys of this computer: one for each room, each in a file that its user alone may read. */
import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";
import { nameOf } from "../room/chain";
import { KEY_BYTES, type Signer, signerOf } from "../room/keys";
import { StoreError } from "../store/store-error";
import { makeFolder, readWhole, removeWhole, writeWhole } from "./whole-file";

const FOLDER = "keys";
const SEED = /^[0-9a-f]{64}\n?$/;
/** Of a file, where there are modes. */
const PRIVATE_FILE = 0o600;

const pathOf = (folder: string, room: Buffer): string => join(folder, FOLDER, `${nameOf(room)}.key`);

/** A new key, which is in no file yet. */
export interface NewKey {
    readonly seed: Buffer;
    readonly signer: Signer;
}

export function newKey(): NewKey {
    const seed = randomBytes(KEY_BYTES);
    return { seed, signer: signerOf(seed) };
}

/** Keeps a key as that for a room, in place of the one before. Raises a StoreError where that cannot be. */
export function keepKey(folder: string, room: Buffer, { seed }: NewKey): void {
    makeFolder(join(folder, FOLDER));
    writeWhole(pathOf(folder, room), `${nameOf(seed)}\n`);
}

/** The key for a room; undefined where there is none. Raises a StoreError where it cannot be read, or is none. */
export function readKey(folder: string, room: Buffer): Signer | undefined {
    const path = pathOf(folder, room);
    const text = readWhole(path);
    if (text === undefined) return undefined;
    // What it says is told nowhere.
    if (!SEED.test(text))
        throw new StoreError(
            `${path} is no key: put a copy of it back, or forget the room and join it by a new link (pair, on another computer of yours)`,
        );
    try {
        chmodSync(path, PRIVATE_FILE);
    } catch (error) {
        throw new StoreError(`${messageOf(error)}: others may be able to read this key`, "away", { cause: error });
    }
    return signerOf(Buffer.from(text.trim(), "hex"));
}

/** The key for a room, which is made where there is none. */
export function keyFor(folder: string, room: Buffer): Signer {
    const known = readKey(folder, room);
    if (known !== undefined) return known;
    const made = newKey();
    keepKey(folder, room, made);
    return made.signer;
}

/** Takes the key for a room away: nobody can sign with it any more. */
export function dropKey(folder: string, room: Buffer): void {
    removeWhole(pathOf(folder, room));
}
