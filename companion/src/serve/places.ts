/** Where backups are kept. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";
import { makeFolders } from "../store/make-folders";
import { StoreError } from "../store/store-error";
import { S3Place, s3Settings } from "./s3";

/** A place that holds files by their names. What it raises is a StoreError. */
export interface Place {
    write(name: string, bytes: Buffer): Promise<void>;
    read(name: string): Promise<Buffer>;
}

/** Does something with files, and raises what goes wrong as a StoreError. */
function attempt<T>(act: () => T): Promise<T> {
    return new Promise((resolve) => {
        try {
            resolve(act());
        } catch (error) {
            throw new StoreError(`${messageOf(error)}: see to the folder, its rights and its disk`);
        }
    });
}

function folderPlace(folder: string): Place {
    return {
        write: (name, bytes) =>
            attempt(() => {
                makeFolders(folder);
                // One that is there is a backup: it is not written over.
                writeFileSync(join(folder, name), bytes, { mode: 0o600, flag: "wx", flush: true });
            }),
        read: (name) => attempt(() => readFileSync(join(folder, name))),
    };
}

/** The place of a folder, or of s3://BUCKET/PREFIX. Raises Misuse. */
export function placeOf(where: string, env: Readonly<Record<string, string | undefined>>): Place {
    return where.startsWith("s3://") ? new S3Place(where, s3Settings(env)) : folderPlace(where);
}

/** The place of a name in another one. */
export const inside = (where: string, name: string): string =>
    where.startsWith("s3://") ? `${where.replace(/\/+$/, "")}/${name}` : join(where, name);
