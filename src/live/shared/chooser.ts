/** Which of the checkpoints that members say counts, and how this client gets it. docs/rooms-protocol.md is normative. */

import { decodeCbor } from "../../codec/cbor-decode";
import { readData } from "../object/reading";
import { type Checkpoint, checkpointOf, isOfOneOrigin, isStronger } from "./checkpoint";
import { MAKE_LIMIT_SECONDS, PATIENCE_SECONDS } from "./constants";
import { Fetcher } from "./fetcher";
import type { FollowerContext } from "./follower-context";
import { dataAt, type Replica } from "./replica";
import { Sayings } from "./sayings";

/** A checkpoint that the own log did not give. */
interface Awaited {
    readonly id: number;
    readonly since: number;
    /** Version of the log with which it was tried last. */
    version: number;
}

export interface ChooserListener {
    /** What this client has; nil while the object is not known. */
    readonly replica: (this: void) => Replica | undefined;
    /** Another checkpoint counts. */
    readonly adopt: (this: void, checkpoint: Checkpoint, data: object) => void;
}

export class Chooser {
    readonly sayings: Sayings;
    /** What is got from others. */
    readonly fetcher: Fetcher;
    /** Whether nobody who may patch has said a checkpoint of the object that is known. */
    isUnconfirmed = false;
    private awaited: Awaited | undefined;
    private readonly openedAt: number;

    constructor(
        private readonly context: FollowerContext,
        private readonly listener: ChooserListener,
    ) {
        const { name, calls, session } = context;
        const { clock, timers, self } = session.context;
        this.openedAt = clock.uptime();
        this.sayings = new Sayings(clock);
        const namesFor = (id: number): readonly string[] => {
            const others = this.sayings.namesFor(id).filter((each) => each !== self);
            const trusted = others.filter((each) => context.mayPatch(each));
            return trusted.concat(others.filter((each) => !trusted.includes(each)));
        };
        this.fetcher = new Fetcher({ object: name, calls, clock, timers, namesFor }, (checkpoint, bytes) => {
            this.fetched(checkpoint, bytes);
        });
    }

    /** A member says a checkpoint in the place of the one before, or none any more. */
    hear(member: string, checkpoint: Checkpoint | undefined): void {
        const { stamps, context } = this.context.session;
        if (checkpoint !== undefined) {
            stamps.see(checkpoint.head.at);
        }
        this.sayings.put(member, checkpoint);
        if (member !== context.self) {
            this.choose();
        }
    }

    /** Another checkpoint counts here now. */
    adopted(): void {
        this.awaited = undefined;
        this.fetcher.stop();
    }

    /** Looks which checkpoint counts, and goes for it. */
    choose(): void {
        const { sayings } = this;
        const replica = this.listener.replica();
        const { mayPatch } = this.context;
        const confirmed = sayings.strongest((_checkpoint, name) => mayPatch(name));
        if (replica === undefined) {
            this.chooseFirst(confirmed);
            return;
        }
        const { head } = replica.checkpoint;
        if (this.isUnconfirmed && confirmed !== undefined) {
            this.isUnconfirmed = !isOfOneOrigin(confirmed.head, head);
            if (this.isUnconfirmed) {
                this.get(confirmed);
                return;
            }
        }
        // While nobody is there who may patch, two others are believed.
        const isTrusted = !this.context.session.names().some((name) => mayPatch(name));
        const isBelieved = (checkpoint: Checkpoint): boolean =>
            isTrusted && isOfOneOrigin(checkpoint.head, head) && sayings.namesFor(checkpoint.id).length > 1;
        const known = sayings.strongest((checkpoint, name) => mayPatch(name) || isBelieved(checkpoint));
        if (known !== undefined && isStronger(known, replica.checkpoint)) {
            this.goFor(known, replica);
        } else {
            this.chooseReachable(replica);
        }
    }

    /** While none is known, one that nobody says who may patch is taken if two say it, and at last any. */
    private chooseFirst(confirmed: Checkpoint | undefined): void {
        const { sayings } = this;
        const waited = this.context.session.context.clock.uptime() - this.openedAt;
        const isLate = waited >= MAKE_LIMIT_SECONDS;
        const best = confirmed ?? sayings.strongest(({ id }) => isLate || sayings.namesFor(id).length > 1);
        if (best !== undefined) {
            this.get(best);
        }
    }

    /** What nobody says who may patch counts, too, if it is what the own log gives. */
    private chooseReachable(replica: Replica): void {
        const { head } = replica.checkpoint;
        const best = this.sayings.strongest((checkpoint) => isOfOneOrigin(checkpoint.head, head));
        if (best !== undefined && isStronger(best, replica.checkpoint)) {
            this.reach(replica, best);
        } else {
            this.awaited = undefined;
        }
    }

    private goFor(best: Checkpoint, replica: Replica): void {
        if (!isOfOneOrigin(best.head, replica.checkpoint.head)) {
            this.get(best);
        } else if (!this.reach(replica, best)) {
            const { clock } = this.context.session.context;
            if (this.awaited !== undefined && clock.uptime() - this.awaited.since >= PATIENCE_SECONDS) {
                this.get(best);
            }
        }
    }

    /** Takes a checkpoint if the own log gives the same. */
    private reach(replica: Replica, best: Checkpoint): boolean {
        const { log } = replica;
        if (!log.isSettled()) {
            return false;
        }
        if (this.awaited?.id !== best.id) {
            this.awaited = { id: best.id, since: this.context.session.context.clock.uptime(), version: -1 };
        }
        if (this.awaited.version === log.version) {
            return false;
        }
        this.awaited.version = log.version;
        const data = dataAt(replica, best, this.context.mayPatch);
        const reached = data === undefined ? undefined : checkpointOf(best.head, data);
        if (reached === undefined || reached.id !== best.id) {
            return false;
        }
        this.listener.adopt(reached, data!);
        return true;
    }

    private get(best: Checkpoint): void {
        if (best.bytes === undefined) {
            this.fetcher.want(best);
            this.context.eachPiece((member, piece) => this.fetcher.hear(member, piece));
        } else {
            this.fetched(best, best.bytes);
        }
    }

    /** Data of a checkpoint have come, or will not. */
    private fetched(checkpoint: Checkpoint, bytes: string | undefined): void {
        const [, value] = decodeCbor(bytes ?? "", 1);
        const [data] = readData(value);
        if (data === undefined) {
            this.sayings.passOver(checkpoint.id);
            this.context.session.context.port.ignore("uselessCheckpoint");
            return;
        }
        const replica = this.listener.replica();
        const { mayPatch } = this.context;
        const isConfirmed = this.sayings.namesFor(checkpoint.id).some((name) => mayPatch(name));
        const isOfThis = replica !== undefined && isOfOneOrigin(checkpoint.head, replica.checkpoint.head);
        if (replica === undefined || this.isUnconfirmed || isStronger(checkpoint, replica.checkpoint)) {
            this.isUnconfirmed = isOfThis ? this.isUnconfirmed : !isConfirmed;
            this.listener.adopt({ ...checkpoint, bytes }, data);
        }
    }
}
