/** The loose records of a room: signed, and without a number yet, or not any more. docs/companion-protocol.md, "Rewind". */
import { nameOf } from "../room/chain";
import type { RoomRecord } from "../room/record";
import type { LooseRecord } from "./record-store";

/** What changes of the loose records. */
export interface LooseChange {
    readonly front?: readonly RoomRecord[];
    readonly back?: readonly RoomRecord[];
    /** Ids of those that go: they have a number now, or are given up. */
    readonly dropped?: readonly Buffer[];
}

/** Loose records in their order. They are not changed in place. */
export class Loose {
    constructor(readonly all: readonly LooseRecord[]) {}

    get records(): RoomRecord[] {
        return this.all.map(({ record }) => record);
    }

    /** @returns the ones that are then, and what is to be stored of the change. One that is here already stays where it is. */
    change({ front = [], back = [], dropped = [] }: LooseChange): {
        readonly after: Loose;
        readonly looseAdded: readonly LooseRecord[];
        readonly looseDropped: readonly Buffer[];
    } {
        const gone = new Set(dropped.map(nameOf));
        const known = new Set(this.all.map(({ record }) => nameOf(record.id)));
        const isNew = ({ id }: RoomRecord): boolean => !known.has(nameOf(id)) && !gone.has(nameOf(id));
        const [first, last] = [this.all.at(0)?.place ?? 0, this.all.at(-1)?.place ?? 0];
        const before = front.filter(isNew);
        const ahead = before.map((record, index) => ({ record, place: first - before.length + index }));
        const behind = back.filter(isNew).map((record, index) => ({ record, place: last + 1 + index }));
        const kept = this.all.filter(({ record }) => !gone.has(nameOf(record.id)));
        return {
            after: new Loose([...ahead, ...kept, ...behind]),
            looseAdded: [...ahead, ...behind],
            looseDropped: this.all.filter(({ record }) => gone.has(nameOf(record.id))).map(({ record }) => record.id),
        };
    }
}
