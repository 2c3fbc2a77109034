import { type Clock, type Scheduled } from "../clock/clock";
import { type Payload } from "../lua/types";
import { type Random } from "../random";
import { type Faults } from "./faults";
import { type ChannelMember } from "./member";
import { type MessageRecord, createPayload, createSecretPayload } from "./message";

const floor = math.floor;

/** Seconds by which a reordered or duplicated message comes late, at most. */
const STRAY_DELAY = 2;

/** What a delivery needs of the channel. */
export interface Network {
    readonly clock: Clock;
    readonly random: Random;
    readonly faults: Faults;
}

/** A message at the moment at which it reaches the first of its receivers. */
export class Delivery implements Scheduled {
    private fullPayload?: Payload;
    private barePayload?: Payload;

    constructor(
        private readonly network: Network,
        private readonly sender: ChannelMember,
        private readonly message: MessageRecord,
        /** Key of the message's row in the traffic counters. */
        private readonly key: string,
        private readonly receivers: readonly ChannelMember[],
        private readonly echo: boolean,
    ) {}

    run(): void {
        const network = this.network;
        const faults = network.faults;
        const sender = this.sender;
        const isPlain =
            faults.loss === 0 && faults.latencyJitter === 0 && faults.duplication === 0 && faults.reordering === 0;
        const tick = network.clock.getTick();
        for (const receiver of this.receivers) {
            if (receiver !== sender || this.echo) {
                if (isPlain && receiver.underway === 0) this.arrive(receiver);
                else this.send(receiver, tick);
            }
        }
    }

    /** Lets the faults have their way with one receiver's copy. */
    private send(receiver: ChannelMember, tick: number): void {
        const { clock, faults, random } = this.network;
        if (random.chance(faults.loss)) return;
        if (random.chance(faults.duplication)) this.sendLate(receiver, tick);
        if (random.chance(faults.reordering)) {
            this.sendLate(receiver, tick);
            return;
        }
        const jitter = faults.latencyJitter > 0 ? random.next() * faults.latencyJitter : 0;
        const arrival = tick + floor(jitter * clock.rate);
        if (receiver.underway === 0 && arrival <= tick) {
            this.arrive(receiver);
            return;
        }
        const wanted = receiver.underway > 0 && arrival < receiver.lastArrival ? receiver.lastArrival : arrival;
        receiver.lastArrival = clock.scheduleTick(new Arrival(this, receiver), wanted);
        receiver.underway += 1;
    }

    private sendLate(receiver: ChannelMember, tick: number): void {
        const { clock, random } = this.network;
        const delay = 1 + floor(random.next() * STRAY_DELAY * clock.rate);
        clock.scheduleTick(new StrayArrival(this, receiver), tick + delay);
    }

    /** Hands the message to one receiver's code, if there is a way and somebody listens. */
    arrive(receiver: ChannelMember): void {
        const message = this.message;
        if (!receiver.isOnline || !receiver.isConnected || receiver.side !== this.sender.side) return;
        if (!receiver.hears(message.prefix)) return;
        const row = receiver.traffic.row(message.prefix, message.chatType, this.key);
        row.received += 1;
        row.receivedBytes += message.text.length;
        const payload = this.payloadFor(receiver);
        const isSecret = this.network.faults.secretsInLockdown && receiver.isLockedDown();
        receiver.receive(isSecret ? createSecretPayload(payload) : payload);
    }

    /** The arguments are made once and shared by all receivers. */
    private payloadFor(receiver: ChannelMember): Payload {
        const sender = this.sender;
        const target = this.message.target === undefined ? "" : receiver.fullName;
        const bare = this.network.faults.bareSenders;
        if (bare > 0 && receiver.normalizedRealm === sender.normalizedRealm && this.network.random.chance(bare)) {
            this.barePayload ??= createPayload(this.message, sender.name, target);
            return this.barePayload;
        }
        this.fullPayload ??= createPayload(this.message, this.message.sender, target);
        return this.fullPayload;
    }
}

/** The copy of one receiver, in its place in the order of what that receiver gets. */
class Arrival implements Scheduled {
    constructor(
        private readonly delivery: Delivery,
        private readonly receiver: ChannelMember,
    ) {}

    run(): void {
        this.receiver.underway -= 1;
        this.delivery.arrive(this.receiver);
    }
}

/** A copy that arrives out of order. */
class StrayArrival implements Scheduled {
    constructor(
        private readonly delivery: Delivery,
        private readonly receiver: ChannelMember,
    ) {}

    run(): void {
        this.delivery.arrive(this.receiver);
    }
}
