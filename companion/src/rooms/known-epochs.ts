/** The epoch records that a room knows: those of its list, and loose ones. docs/companion-protocol.md, "Which epoch counts". */
import { KIND } from "../room/contents";
import { isByServer, isStrongerEpoch } from "../room/epoch";
import { isTaken } from "../room/history";
import { isSamePosition, type Position, START } from "../room/position";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "./kept-room";

/** Looks at each record of the list once. */
export class KnownEpochs {
    private seen: Position = START;
    private listed: RoomRecord[] = [];

    constructor(private readonly kept: KeptRoom) {}

    /** All that count as the chain of the list is now, the strongest first. Their signatures were seen to hold. */
    all(): RoomRecord[] {
        this.readOn();
        const loose = this.kept.loose.filter(({ content }) => content.kind === KIND.epoch);
        return [...this.listed, ...loose]
            .filter((record) => isByServer(this.kept.room, record))
            .sort((one, other) => (isStrongerEpoch(one, other) ? -1 : 1));
    }

    /** The one that counts; undefined in epoch 1. */
    strongest(): RoomRecord | undefined {
        return this.all().at(0);
    }

    private readOn(): void {
        const { room } = this.kept;
        const then = this.seen.n === 0 ? START : room.positionAt(this.seen.n);
        if (then === undefined || !isSamePosition(then, this.seen)) {
            this.seen = START;
            this.listed = [];
        }
        for (let n = this.seen.n + 1; n <= room.position.n; n++) {
            const numbered = room.at(n);
            if (numbered !== undefined && isTaken(numbered) && numbered.record.content.kind === KIND.epoch)
                this.listed.push(numbered.record);
        }
        this.seen = room.position;
    }
}
