/**
 * The server ids of creators, the half of their GUIDs that keys lack. The game vouches for those of the guild's members; of
 * all others the smallest that an authorized peer tells is taken, so that all clients come to the same. A client that may not
 * pass an event on, and so cannot tell the others a smaller one, gives way to theirs.
 */

import type { EventReader } from "../block/event-reader";
import { parseGuid } from "../event/guid";
import { creatorOf } from "../event/key";
import { TokenBucket } from "../link/token-bucket";
import type { Candidate } from "../log/admission";
import { eachWeek } from "../log/each-week";
import type { Log } from "../log/log";
import type { Clock, Identity, Pause } from "../ports";

const floor = math.floor;
const format = string.format;

/** Most changes of known server ids at once, and seconds after which one more is taken in: each makes the state anew. */
const CHANGE_LIMIT = 20;
const CHANGE_REFILL_SECONDS = 60;

/** Events between two looks at the frame's budget. */
const STEP = 16;

export class Creators {
    private readonly changes: TokenBucket;

    /**
     * @param yields whether the smaller id that is known gives way to the one that a candidate tells.
     * @param onChange called when reducers have seen another GUID than the one that is known now.
     */
    constructor(
        private readonly log: Log,
        private readonly identity: Identity,
        clock: Clock,
        private readonly yields: (this: void, candidate: Candidate) => boolean,
        private readonly onChange: (this: void) => void,
    ) {
        this.changes = new TokenBucket(clock, CHANGE_LIMIT, 1 / CHANGE_REFILL_SECONDS);
    }

    /** Takes in what an authorized event says of its creator. */
    told(candidate: Candidate): void {
        const { id, server, sender } = candidate;
        const isCreator = candidate.isCreator === true;
        const { directory } = this.log;
        const creator = creatorOf(id);
        if (!directory.isNews(creator, server, isCreator)) {
            return;
        }
        // What a creator says of itself may be wrong as well: the game knows.
        const vouched = isCreator ? serverOf(this.identity.guidOf(sender)) : this.vouchedOf(creator);
        const known = directory.server(creator);
        if (vouched !== undefined || known === 0) {
            this.changed(directory.note(creator, vouched ?? server, vouched !== undefined));
        } else if ((server < known || this.yields(candidate)) && this.changes.take(1) === 1) {
            this.changed(directory.replace(creator, server));
        }
    }

    /** Reads all server ids from the blocks of packed weeks, where the saved list is damaged. */
    rebuild(pause: Pause): void {
        const { log } = this;
        let before: EventReader | undefined;
        eachWeek(
            log,
            (_, { packed }) => {
                if (packed !== undefined) {
                    const [reader] = packed.read(log.native, pause, before);
                    this.learn(reader, pause);
                    before = reader;
                }
            },
            pause,
        );
        this.onChange();
    }

    private learn(reader: EventReader | undefined, pause: Pause): void {
        let count = 0;
        while (reader?.next() === true) {
            const creator = creatorOf(reader.id);
            const vouched = this.vouchedOf(creator);
            this.log.directory.note(creator, vouched ?? reader.server, vouched !== undefined);
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        pause();
    }

    private changed(isSeen: boolean): void {
        if (isSeen) {
            this.onChange();
        }
    }

    /** The server id for which the game vouches; nil when it does not know the creator. */
    private vouchedOf(creator: number): number | undefined {
        return serverOf(this.identity.guidEnding(format("%04X%04X", floor(creator / 65536), creator % 65536)));
    }
}

/** The server id in a GUID; nil when there is none. */
function serverOf(guid: string | undefined): number | undefined {
    const [server] = parseGuid(guid ?? "");
    return server;
}
