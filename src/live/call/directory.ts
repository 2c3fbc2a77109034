/** What members say of themselves: the version of the library and which calls they handle. */

import { packU16 } from "../../codec/integers";
import { hash32 } from "../../codec/murmur3";
import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { ByteReader, encodeText } from "../bytes";
import type { RoomSession } from "../session";
import { HANDLER_LIMIT } from "./constants";
import type { Handlers } from "./handlers";

const char = string.char;

/** Most bytes of a version. */
const VERSION_BYTES = 40;

/** What a member says of itself. */
interface Entry {
    readonly cell: Cell;
    readonly version: string;
    /** By callHash(). */
    readonly handlers: LuaSet<number>;
}

/** What stands for the name of a call in member cells. */
function callHash(name: string): number {
    return hash32(name, 0) % 65536;
}

export class Directory {
    private readonly entries = new LuaMap<string, Entry>();
    private slot: number | undefined;

    /**
     * @param version of this client's library.
     * @param handlers what this client handles.
     */
    constructor(
        private readonly session: RoomSession,
        private readonly version: string,
        handlers: Handlers,
    ) {
        session.whenShown(Kind.Member, (owner, old, cell) => this.shown(owner, old, cell));
        this.say(handlers.names());
        handlers.whenChanged((names) => this.say(names));
    }

    /** Says which calls this client handles. */
    private say(names: readonly string[]): void {
        const hashes = names.map((name) => callHash(name));
        table.sort(hashes);
        const bytes = char(Kind.Member) + encodeText(this.version) + hashes.map((hash) => packU16(hash)).join("");
        const { own } = this.session;
        if (this.slot === undefined) {
            [this.slot] = own.add(bytes);
        } else {
            own.write(this.slot, bytes);
        }
    }

    /** The version of the library that a member has; nil when it is not known. */
    versionOf(name: string): string | undefined {
        return this.entries.get(name)?.version;
    }

    /** Whether a member handles a call; nil when it is not known. */
    handles(name: string, call: string): boolean | undefined {
        return this.entries.get(name)?.handlers.has(callHash(call));
    }

    private shown(owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        // What is shown of the incarnation before may go when the new one is here already.
        if (cell === undefined && this.entries.get(owner)?.cell === old) {
            this.entries.delete(owner);
        }
        const entry = cell === undefined ? undefined : decodeMember(cell);
        if (entry !== undefined) {
            this.entries.set(owner, entry);
        } else if (cell !== undefined) {
            this.session.context.port.ignore("malformedCell");
        }
    }
}

function decodeMember(cell: Cell): Entry | undefined {
    const reader = new ByteReader(cell.bytes, 2);
    const version = reader.text(VERSION_BYTES);
    const handlers = new LuaSet<number>();
    let count = 0;
    while (!reader.isAtEnd()) {
        handlers.add(reader.u16());
        count++;
    }
    return reader.isBad || count > HANDLER_LIMIT ? undefined : { cell, version, handlers };
}
