/** What a client does when it is called, by the name of the call. */

import type { CallHandler, CallHandlerTable } from "../../api/room-call";
import { misuse, mustBe } from "../../misuse";
import { bytesLess } from "../../codec/compare";
import { CALL_NAME_BYTES, HANDLER_LIMIT } from "./constants";

/** Levels of tables in tables. */
const DEPTH_LIMIT = 8;

/** Looks at the name of a call that a method of the public interface was given. */
export function expectCallName(method: string, argument: string, value: unknown): void {
    if (typeof value !== "string" || value === "" || value.length > CALL_NAME_BYTES) {
        misuse(method, argument, mustBe(string.format("a string of 1 to %.0f bytes", CALL_NAME_BYTES), value));
    }
}

export class Handlers {
    private readonly byName = new LuaMap<string, CallHandler>();
    private list: string[] = [];
    private onChanged: ((this: void, names: readonly string[]) => void) | undefined;

    get(name: string): CallHandler | undefined {
        return this.byName.get(name);
    }

    /** The names of all, by their bytes. */
    names(): readonly string[] {
        return this.list;
    }

    /** Has a function told of the names when they change, in the place of the one before: that of the last session. */
    whenChanged(listener: (this: void, names: readonly string[]) => void): void {
        this.onChanged = listener;
    }

    /**
     * Adds one handler, or all of a table. Misuse raises, and adds nothing then.
     * @returns takes them away again.
     */
    add(name: string, handler: CallHandler | CallHandlerTable): (this: void) => void {
        expectCallName("handle", "name", name);
        const added = new LuaMap<string, CallHandler>();
        const names: string[] = [];
        this.collect(name, handler, 1, (path, each) => {
            names[names.length] = path;
            added.set(path, each);
        });
        if (this.list.length + names.length > HANDLER_LIMIT) {
            misuse("handle", "handler", string.format("is one too many: %.0f are the most", HANDLER_LIMIT));
        }
        for (const path of names) {
            this.byName.set(path, added.get(path)!);
            this.list[this.list.length] = path;
        }
        table.sort(this.list, bytesLess);
        this.onChanged?.(this.list);
        return () => {
            for (const path of names) {
                if (this.byName.get(path) === added.get(path)) {
                    this.byName.delete(path);
                }
            }
            this.list = this.list.filter((path) => this.byName.has(path));
            this.onChanged?.(this.list);
        };
    }

    private collect(
        path: string,
        handler: CallHandler | CallHandlerTable,
        depth: number,
        visit: (this: void, path: string, handler: CallHandler) => void,
    ): void {
        if (typeof handler === "function") {
            expectCallName("handle", "name", path);
            if (this.byName.has(path)) {
                misuse("handle", "name", `"${path}" is handled already`);
            }
            visit(path, handler);
            return;
        }
        if (type(handler) !== "table" || depth > DEPTH_LIMIT) {
            misuse("handle", path, mustBe("a function, or a table of functions", handler));
        }
        for (const [key, inner] of pairs(handler as unknown as LuaTable<AnyNotNil, CallHandler | CallHandlerTable>)) {
            if (typeof key !== "string") {
                misuse("handle", path, mustBe("a table with names as keys", key));
            }
            this.collect(`${path}.${key as string}`, inner, depth + 1, visit);
        }
    }
}
