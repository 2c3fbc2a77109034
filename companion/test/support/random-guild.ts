/** A guild of many devices that write at random, always the same for a seed. */
import type { Random } from "../../../tools/random.mjs";
import { packKey, type StoredEvent, WEEK_SECONDS } from "../../src/format/key";
import type { Action } from "../../src/room/actions";
import { KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { inviteSigner } from "../../src/room/invite";
import { sha256, type Signer, ZERO } from "../../src/room/keys";
import { countRoom } from "../../src/room/running-count";
import { recoverySigner } from "../../src/room/recovery-code";
import { batchOf, characterOf, deviceOf, eventOf, FOUNDER, Guild, LEDGER, NOW, RECOVERY_SECRET, SCOPE } from "./guild";
import { imported, NEXT_WEEK, revocation, revocationOfId, rowOf, sealOf, surplusOf, undo } from "./seals";

const OTHER_SCOPE = Buffer.from("guild:Old");

export class RandomGuild extends Guild {
    private readonly batches: Buffer[] = [];
    private readonly devices: Signer[] = [FOUNDER];
    private readonly revocations: StoredEvent[] = [];
    private sealed: { seal: StoredEvent; rows: Buffer; surplus: StoredEvent[] } | undefined;
    private secrets = 0;

    constructor(readonly random: Random) {
        super();
        this.takeScope(random.integer(0, 1) === 1);
        this.takeScope(false, OTHER_SCOPE, SCOPE);
        for (const role of [ROLE.own, ROLE.own, ROLE.relay, ROLE.admin, ROLE.read, ROLE.server])
            this.devices.push(this.join(this.devices.length, role));
    }

    /** Some device writes something. */
    step(): void {
        const { random } = this;
        const device = random.pick(this.devices);
        const kind = random.integer(1, 28);
        if (kind > 26) this.sealAtRandom(device);
        else if (kind > 24) this.revocationAtRandom(device);
        else if (kind <= 12) this.batchAtRandom(device);
        else if (kind <= 21) this.vouchAtRandom(device);
        else if (kind === 22)
            this.write(device, { kind: KIND.epoch, epoch: this.room.position.epoch + random.integer(1, 2), url: "" });
        else this.entryAtRandom(device);
    }

    private batchAtRandom(device: Signer): void {
        const { random } = this;
        const numbers = new Set(Array.from({ length: random.integer(1, 6) }, () => random.integer(0, 15)));
        const creator = random.integer(1, 4);
        const server = random.pick([1001, 1001, 1001, 1002, 0]);
        const events = [...numbers]
            .sort((one, other) => one - other)
            .map((number) => ({ ...eventOf(creator, number, this.bodyAtRandom()), server }));
        const { id } = this.write(device, batchOf(events, random.pick([SCOPE, OTHER_SCOPE])));
        this.batches.push(id);
    }

    private bodyAtRandom(): Buffer {
        const { random } = this;
        if (random.integer(1, 6) === 1) return imported(random.integer(0, 1), random.integer(0, 3));
        return Buffer.of(random.integer(1, 2), random.integer(0, 1));
    }

    private eventAtRandom(): StoredEvent {
        const { random } = this;
        return eventOf(random.integer(1, 4), random.integer(0, 15));
    }

    /** Takes back some event, or a revocation of one, or what has an id; or undoes that. */
    private revocationAtRandom(device: Signer): void {
        const { random } = this;
        const target =
            this.revocations.length > 0 && random.integer(1, 3) === 1
                ? random.pick(this.revocations)
                : this.eventAtRandom();
        const key = packKey(target);
        const body = random.pick([revocation(key), revocation(key), revocationOfId(random.integer(0, 3)), undo(key)]);
        const revoking = eventOf(random.integer(1, 4), 16 + this.revocations.length, body);
        this.revocations.push(revoking);
        const { id } = this.write(device, batchOf([revoking]));
        this.batches.push(id);
    }

    /** Seals the week with some of its events, says what its rows are, or says it with another surplus. */
    private sealAtRandom(device: Signer): void {
        const { random } = this;
        if (this.sealed === undefined || random.integer(1, 4) === 1) {
            const counted = [...countRoom(this.room).values()].flatMap(({ events }) =>
                events.filter(({ status }) => status === "counted").map(({ event }) => event),
            );
            const events = counted.filter(({ time }) => time < NEXT_WEEK * WEEK_SECONDS);
            const kept = events.filter(() => random.integer(1, 8) > 1);
            if (kept.length === 0) return;
            const rows = rowOf(kept);
            const seal = sealOf(rows, kept.length);
            this.sealed = { seal, rows, surplus: events.filter((event) => !kept.includes(event)) };
            const { id } = this.write(device, batchOf([seal]));
            this.batches.push(id);
            return;
        }
        const { seal, rows, surplus } = this.sealed;
        const named = surplus.filter(() => random.integer(1, 6) > 1);
        this.write(device, {
            kind: KIND.sealed,
            ledger: LEDGER,
            scope: SCOPE,
            seal: packKey(seal),
            rows,
            surplus: surplusOf(named),
        });
    }

    private vouchAtRandom(device: Signer): void {
        const { random } = this;
        const ids = [
            ...new Set(Array.from({ length: random.integer(1, 5) }, () => random.pick([ZERO, ...this.batches]))),
        ];
        ids.sort((one, other) => Buffer.compare(one, other));
        const refused = ids
            .filter(() => random.integer(1, 3) === 1)
            .map((id) => ({ id, reason: random.integer(1, 6), bits: random.bytes(1) }));
        const admitted = ids.filter((id) => !refused.some(({ id: other }) => other.equals(id)));
        this.write(device, { kind: KIND.vouch, admitted, refused });
    }

    private entryAtRandom(device: Signer): void {
        const { random } = this;
        const parent = random.integer(1, 5) === 1 ? ZERO : this.room.chain.last;
        const said = random.pick([this.member, this.drop, this.invite, this.scope, this.recover])();
        if (said !== undefined) this.entry(device, said, parent);
        const joiner = deviceOf(100 + this.devices.length);
        if (random.integer(1, 2) === 1 || said?.action !== "invite") return;
        this.write(joiner, this.accept(this.secretAt(this.secrets), joiner));
        if (this.room.chain.deviceOf(joiner.key) === undefined) this.own.delete(joiner.key.toString("hex"));
        else this.devices.push(joiner);
    }

    private secretAt(number: number): Buffer {
        return sha256(Buffer.from(`invite ${number}`)).subarray(0, 16);
    }

    private headsAtRandom(): { device: Buffer; seq: number; id: Buffer }[] {
        return this.room
            .heads()
            .filter(({ key }) => this.random.integer(1, 3) === 1 && this.room.chain.deviceOf(key) !== undefined)
            .map(({ key, seq, id }) => ({
                device: key,
                seq,
                id: this.random.integer(1, 8) === 1 ? Buffer.alloc(32, 5) : id,
            }));
    }

    private readonly member = (): Action => {
        const number = this.random.integer(0, this.room.chain.members.length);
        const heads = this.headsAtRandom();
        return {
            action: "member",
            number,
            label: "M",
            characters: [characterOf(number + 1)],
            role: this.random.pick([0, 1, 2, 2, 2, 3, 4, 4, 5]),
            heads,
        };
    };

    private readonly drop = (): Action => {
        const { key } = this.random.pick(this.devices);
        const { seq, id } = this.room.heads().find((head) => head.key.equals(key)) ?? { seq: 0, id: ZERO };
        return { action: "drop", device: key, seq, id };
    };

    private readonly invite = (): Action => ({
        ...{ action: "invite", invite: inviteSigner(this.secretAt(++this.secrets)).key },
        member: this.random.integer(0, this.room.chain.members.length - 1),
    });

    private readonly scope = (): Action => ({
        ...{ action: "scope", ledger: LEDGER, scope: this.random.pick([SCOPE, OTHER_SCOPE]) },
        ...{ into: this.random.pick([SCOPE, OTHER_SCOPE, Buffer.of()]), open: this.random.integer(0, 1) === 1 },
    });

    /** By the recovery key, once. */
    private readonly recover = (): undefined => {
        const key = recoverySigner(RECOVERY_SECRET);
        if (this.own.has(key.key.toString("hex")) || this.random.integer(1, 3) > 1) return;
        const device = deviceOf(90);
        const said: Action = {
            action: "recover",
            device: device.key,
            label: "R",
            characters: [],
            recovery: deviceOf(91).key,
            heads: this.headsAtRandom(),
        };
        this.write(key, { kind: KIND.entry, parent: ZERO, time: NOW, said });
        this.devices.push(device);
    };
}
