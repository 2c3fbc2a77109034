/** Bounds what is read of one file: a few bytes of it can unfold to as many gigabytes. */
import { Damage } from "./damage";
import type { StoredEvent } from "./key";

/** About what an event takes in memory beside its body. */
const EVENT_BYTES = 160;

/** Most bytes that the events of one file may take: those of two million with bodies of the usual size. */
const MAX_BYTES = 512 * 1024 * 1024;

export class Budget {
    private left: number;

    /** @param bytes that may be read. */
    constructor(bytes = MAX_BYTES) {
        this.left = bytes;
    }

    /** How many bytes may unfold yet. */
    get bytes(): number {
        return this.left;
    }

    /** Takes bytes off, and raises Damage once there are none. */
    spend(bytes: number): void {
        this.left -= bytes;
        if (this.left < 0) throw new Damage("more than is read of one file");
    }

    /** Takes an event off. */
    passed = ({ body }: StoredEvent): void => this.spend(EVENT_BYTES + body.length);
}
