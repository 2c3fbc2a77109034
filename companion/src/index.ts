/** The companion as a library: rooms on an HTTP server of one's own, and bots in them. */
export { attachRooms, type AttachedRooms, type AttachOptions } from "./attach/attach-rooms";
export type { Bot, BotListener, BotOptions } from "./attach/bots";
export type { StoredEvent } from "./format/key";
export { makeLog } from "./http/logs";
export { type Cbor, encodeCbor } from "./room/cbor";
export { type Signer, signerOf } from "./room/keys";
export type { Driver } from "./store/driver";
export type { EventInfo } from "./store/event-page";
export { openSqlite } from "./store/sqlite/sqlite-driver";
export { StoreError } from "./store/store-error";
export type { Guest } from "./sync/server-options";
