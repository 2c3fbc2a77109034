/** What a server keeps beside its rooms, wherever that is. */
import type { TokenInfo, Tokens } from "../http/tokens";
import type { MadeHere } from "../replica/seat-options";
import type { Signer } from "../room/keys";
import type { Promotions } from "./promotions";

/** Most tokens of a server: each request that has one is compared with all. */
export const MAX_TOKENS = 4096;

/** Tokens, the permit for new rooms, and the server's own key. What it raises is a StoreError. */
export interface ServerData extends Tokens, MadeHere {
    /** What commands ask of a server that runs; undefined where they do it themselves beside it. */
    readonly promotions: Promotions | undefined;
    add(token: TokenInfo): Promise<void>;
    /** Takes one back. @returns whether it was there. */
    remove(hash: Buffer): Promise<boolean>;
    /** Makes the permit for new rooms where there is none yet. @returns it, the only time; undefined where there was one. */
    makePermit(): Promise<Buffer | undefined>;
    /** Makes the permit anew: the one before holds no longer. */
    renewPermit(): Promise<Buffer>;
    /** Whether these are the bytes of the permit. */
    isPermit(permit: Buffer): boolean;
    /** The server's own key, which is made at its first start. */
    signer(): Promise<Signer>;
    close(): Promise<void>;
}
