/** What the members say in the cells of one kind, decoded once, by owner and id. */

import type { Cell } from "../board/cells";
import type { Kind } from "../board/kinds";
import type { RoomSession } from "../session";
import type { Said } from "./cells";

/** Told of something that goes, something that comes, or one thing in the place of another. */
export type OnChanged<Item> = (this: void, old: Item | undefined, item: Item | undefined) => void;

export class Shelf<Item extends Said> {
    private readonly byCell = new LuaMap<Cell, Item>();
    private readonly byOwner = new LuaMap<string, LuaMap<number, Item>>();

    /**
     * @param read decodes a cell; gives nil for one that is not of its form.
     * @param repeated told of something that its owner says again.
     */
    constructor(
        private readonly session: RoomSession,
        kind: Kind,
        private readonly read: (this: void, owner: string, cell: Cell) => Item | undefined,
        private readonly changed: OnChanged<Item>,
        private readonly repeated: (this: void, item: Item) => void = () => {},
    ) {
        session.whenShown(kind, (owner, old, cell) => this.shown(owner, old, cell));
    }

    /** What an owner says under an id. */
    get(owner: string, id: number): Item | undefined {
        return this.byOwner.get(owner)?.get(id);
    }

    private shown(owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        const before = old === undefined ? undefined : this.byCell.get(old);
        if (old !== undefined && before !== undefined) {
            if (cell !== undefined && cell.bytes === old.bytes && cell.incarnation === old.incarnation) {
                this.byCell.delete(old);
                this.byCell.set(cell, before);
                before.cell = cell;
                this.repeated(before);
                return;
            }
            this.remove(before);
        }
        const item = cell === undefined ? undefined : this.read(owner, cell);
        if (cell !== undefined && item === undefined) {
            this.session.context.port.ignore("malformedCell");
        }
        // When an owner moves something into another slot, the new one may be heard first.
        const moved = item === undefined ? undefined : this.get(owner, item.id);
        if (moved !== undefined) {
            this.remove(moved);
            this.changed(moved, undefined);
        }
        if (item !== undefined) {
            this.add(item);
        }
        if (before !== undefined || item !== undefined) {
            this.changed(before, item);
        }
    }

    private add(item: Item): void {
        const items = this.byOwner.get(item.owner) ?? new LuaMap<number, Item>();
        this.byOwner.set(item.owner, items);
        items.set(item.id, item);
        this.byCell.set(item.cell, item);
    }

    private remove({ owner, id, cell }: Item): void {
        this.byCell.delete(cell);
        const items = this.byOwner.get(owner);
        items?.delete(id);
        if (items !== undefined && next(items as unknown as LuaTable)[0] === undefined) {
            this.byOwner.delete(owner);
        }
    }
}
