import { encodeCbor } from "../../../src/codec/cbor-encode";
import { packU32 } from "../../../src/codec/integers";
import { encodeVarint } from "../../../src/codec/varint";
import { Kind } from "../../../src/live/board/kinds";
import { encodeText } from "../../../src/live/bytes";
import { type Checkpoint, checkpointOf, encodeCheckpoint, type Head } from "../../../src/live/shared/checkpoint";
import { AHEAD_LIMIT, ISSUE_LIMIT, PIECE_BYTES, PIECE_LIMIT } from "../../../src/live/shared/constants";
import type { Follower } from "../../../src/live/shared/follower";
import { encodePatch, type Patch, type PatchId } from "../../../src/live/shared/patch-cells";
import type { RoomSession } from "../../../src/live/session";
import { countSteps } from "../../codec/steps";
import { rounds } from "../../support/rounds";
import { ObjectNetwork, type ObjectNetworkOptions } from "./network";

/** 5 ms, in steps of countSteps(): 100,000 instructions take about one. */
const STEPS_OF_A_CALLBACK = 50;

/** A guild whose last member follows nothing: what it says is said by hand. */
class HostileNetwork extends ObjectNetwork {
    readonly liar: RoomSession;
    private readonly last: number;

    constructor(seed: number, count: number, options: ObjectNetworkOptions = {}) {
        super(seed, count, { followers: count - 1, ...options });
        this.login().guild.advance(25);
        this.last = count - 1;
        this.liar = this.sessions.get(this.guild.clients[this.last].name)!;
    }

    /** Says a cell in the liar's name. @returns its slot. */
    say(bytes: string): number {
        return this.liar.own.add(bytes)[0]!;
    }

    /** Says a patch in the liar's name. @param ahead seconds of its stamp from now. */
    sayPatch(number: number, ahead: number, operators: unknown, source?: PatchId): number {
        const { incarnation } = this.liar.own;
        const stamp = { seconds: this.liar.context.clock.serverTime() + ahead, counter: 0 };
        const id = { author: this.liar.context.self, incarnation, number };
        return this.say(encodePatch("item", { ...id, stamp, term: 0, source }, encodeCbor(operators)[0]!));
    }

    liarLeaves(): void {
        this.guild.clients[this.last].crash();
    }

    follower(index: number): Follower {
        return this.registries.get(this.guild.clients[index].name)!.followerOf("item")!;
    }

    checkpoint(index: number): Checkpoint {
        return this.follower(index).replica!.checkpoint;
    }

    /** How often all have passed something over. */
    ignored(reason: string): number {
        let count = 0;
        for (const { link } of this.guild.clients) count += link?.ignored[reason] ?? 0;
        return count;
    }

    /** Makes the object as large as that it comes in pieces, and has it folded. */
    grow(): void {
        for (const part of $range(1, 4)) {
            this.of(0).patch({ $set: { [`t${string.format("%d", part)}`]: string.rep("x", 1000) } });
            this.guild.advance(5);
        }
        this.guild.advance(60);
    }
}

/** Everybody may patch but the liar, who is the last by name. */
function onlyHonest(author: string): boolean {
    return author !== "M006-Realm";
}

function pieceOf(id: number, index: number, bytes: string): string {
    return string.char(Kind.Piece) + encodeText("item") + packU32(id) + encodeVarint(index) + bytes;
}

/** Says pieces with bytes of its own of what counts. */
function poison(network: HostileNetwork): void {
    const { id, size } = network.checkpoint(0);
    for (const index of $range(0, math.ceil(size / PIECE_BYTES) - 1)) {
        network.say(pieceOf(id, index, string.rep("?", math.min(PIECE_BYTES, size - index * PIECE_BYTES))));
    }
}

/** Seconds until a client that comes in has what the others have. */
function joins(network: HostileNetwork, index: number): number | undefined {
    const client = network.guild.clients[index];
    client.login();
    return network.secondsUntilEqual(120);
}

describe("somebody who may not patch", () => {
    it("has no patch issued anew by others when it has gone", () => {
        const network = new HostileNetwork(1, 6, { mayPatch: onlyHonest });
        network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(60);
        network.sayPatch(1, -300, { $inc: { n: 1000 } });
        network.guild.advance(3);
        network.liarLeaves();
        network.guild.advance(60);
        for (const index of $range(0, 4)) {
            assert.same({ n: 1 }, network.of(index).get());
            assert.equal(0, network.of(index).status().lost);
        }
    });

    it("puts no pieces of its own into the data that a joiner gets", () => {
        const network = new HostileNetwork(2, 6, { mayPatch: onlyHonest });
        network.guild.clients[4].logout();
        network.grow();
        poison(network);
        network.guild.advance(60);
        const seconds = joins(network, 4);
        assert.is_true(seconds !== undefined && seconds <= 30, tostring(seconds));
        assert.equal(0, network.ignored("uselessCheckpoint"));
    });

    it("keeps no joiner from the data by saying their checkpoint, with pieces that are wrong or without any", () => {
        for (const isPoisoner of [true, false]) {
            const network = new HostileNetwork(3, 6, { mayPatch: onlyHonest });
            network.guild.clients[4].logout();
            network.grow();
            if (isPoisoner) poison(network);
            network.registries.get("M006-Realm")!.answer = () => true;
            network.say(encodeCheckpoint("item", network.checkpoint(0)));
            network.guild.advance(60);
            const seconds = joins(network, 4);
            assert.is_true(seconds !== undefined && seconds <= 45, tostring(seconds));
            assert.equal(0, network.ignored("uselessCheckpoint"));
        }
    });

    it("relieves nobody who may patch of saying the checkpoint", () => {
        const network = new HostileNetwork(4, 6, { mayPatch: (author) => author === "M001-Realm", followers: 4 });
        const other = network.sessions.get("M005-Realm")!;
        network.grow();
        const cell = encodeCheckpoint("item", network.checkpoint(0));
        network.say(cell);
        other.own.add(cell);
        network.guild.advance(60);
        const { id } = network.checkpoint(1);
        assert.is_true(network.follower(1).chooser.sayings.namesFor(id).includes("M001-Realm"));
    });

    it("pushes no author out of the rows of a checkpoint", () => {
        const network = new HostileNetwork(5, 6, { mayPatch: onlyHonest });
        network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(40);
        const liar = network.guild.clients[5];
        for (const _ of $range(1, 110)) {
            liar.reload();
            const session = network.sessions.get(liar.name)!;
            const { incarnation } = session.own;
            const stamp = { seconds: session.context.clock.serverTime(), counter: 0 };
            const id = { author: liar.name, incarnation, number: 1 };
            session.own.add(encodePatch("item", { ...id, stamp, term: 0 }, encodeCbor({ $inc: { n: 50 } })[0]!));
            network.guild.advance(1.5);
        }
        network.guild.advance(60);
        for (const index of $range(0, 4)) assert.same({ n: 1 }, network.of(index).get());
        assert.is_true(network.checkpoint(0).head.count > 90, network.describe());
    });
});

/** A false checkpoint of the object that is known, with data. */
function forged(network: HostileNetwork, head: Partial<Head>): string {
    return encodeCheckpoint("item", checkpointOf({ ...network.checkpoint(0).head, ...head }, { n: 666 }));
}

/** A checkpoint that nobody has the data of. */
function empty(network: HostileNetwork, id: number, head: Partial<Head>): string {
    return encodeCheckpoint("item", { head: { ...network.checkpoint(0).head, ...head }, id, size: 4000 });
}

describe("two who may not patch", () => {
    const options = { mayPatch: (author: string) => author < "M005", followers: 4 };

    it("replace nothing while somebody is there who may", () => {
        const network = new HostileNetwork(6, 6, options);
        network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(60);
        const cell = forged(network, { count: 1000 });
        network.say(cell);
        network.sessions.get("M005-Realm")!.own.add(cell);
        network.guild.advance(60);
        for (const index of $range(0, 3)) assert.same({ n: 1 }, network.of(index).get());
    });

    it("keep nobody from the checkpoint by saying others that nobody has, one after the other", () => {
        const network = new HostileNetwork(7, 6, options);
        network.guild.clients[3].logout();
        network.grow();
        const other = network.sessions.get("M005-Realm")!;
        const slots = [network.say("\xff"), other.own.add("\xff")[0]!];
        const flood = (round: number): void => {
            const cell = empty(network, round, { origin: { seconds: 1, counter: 0 }, count: 1000 + round });
            network.liar.own.write(slots[0], cell);
            other.own.write(slots[1], cell);
            network.guild.later(3, () => flood(round + 1));
        };
        flood(1);
        network.guild.advance(20);
        const seconds = joins(network, 3);
        assert.is_true(seconds !== undefined && seconds <= 30, tostring(seconds));
        network.of(3).patch({ $inc: { n: 1 } });
        network.guild.advance(60);
        assert.is_true(network.isEqual(), network.describe());
        for (const index of $range(0, 3)) assert.equal(0, network.of(index).status().patches);
    });
});

describe("cells of any bytes", () => {
    it("disturb nobody", () => {
        for (const seed of $range(11, 10 + rounds(20, 2))) {
            const network = new HostileNetwork(seed, 4);
            const { random } = network.guild;
            const good = [forged(network, {}), pieceOf(1, 0, "bytes")];
            const id = { author: "M001-Realm", incarnation: 1, number: 1 };
            good.push(encodePatch("item", { ...id, stamp: { seconds: 1, counter: 0 }, term: 0 }, "\x80"));
            for (const round of $range(1, 300)) {
                const bytes = good[round % 3];
                const at = random.integer(1, bytes.length);
                const cut =
                    string.sub(bytes, 1, at - 1) + random.bytes(random.integer(0, 3)) + string.sub(bytes, at + 1);
                const kind = string.char(Kind.Patch + (round % 3));
                const slot = network.say(round % 2 === 0 ? cut : kind + random.bytes(random.integer(0, 40)));
                if (round % 20 === 0) network.guild.advance(1);
                if (slot > 100) network.liar.own.clear(slot - 50);
            }
            network.of(0).patch({ $set: { ok: true } });
            network.guild.advance(30);
            assert.is_true(network.isEqual(), `seed ${seed}\n${network.describe()}`);
            assert.is_true((network.of(1).get() as { ok?: boolean }).ok, `seed ${seed}`);
            assert.is_true(network.ignored("malformedCell") > 100, `seed ${seed}`);
            assert.same([], network.reports(), `seed ${seed}`);
        }
    });

    it("with numbers, counters and times at their limits disturb nobody", () => {
        const network = new HostileNetwork(8, 4);
        const { incarnation } = network.liar.own;
        const now = network.liar.context.clock.serverTime();
        const most = 2 ** 53;
        for (const number of [most, most - 1, 1, 2 ** 32]) {
            for (const seconds of [now - 500, now, now + 119]) {
                for (const counter of [0, most - 1, most]) {
                    const id = { author: "M004-Realm", incarnation, number };
                    const stamp = { seconds, counter };
                    network.say(encodePatch("item", { ...id, stamp, term: 0 }, encodeCbor({ $inc: { x: 1 } })[0]!));
                }
            }
        }
        network.guild.advance(10);
        for (const part of $range(1, 5)) {
            network.of(part % 3).patch({ $set: { n: part } });
            network.guild.advance(1);
        }
        network.guild.advance(3);
        for (const index of $range(0, 2)) assert.equal(5, (network.of(index).get() as { n: number }).n);
        network.guild.advance(200);
        assert.is_true(network.isEqual(), network.describe());
        assert.equal(5, (network.of(0).get() as { n: number }).n);
        assert.same([], network.reports());
    });

    it("that are ahead of the time are kept, a few of them", () => {
        const network = new HostileNetwork(9, 4);
        const slots: number[] = [];
        for (const number of $range(1, 200)) slots.push(network.sayPatch(number, 1000 + number, { $inc: { n: 1 } }));
        network.guild.advance(30);
        assert.is_true(network.ignored("patchAhead") >= 3 * (200 - AHEAD_LIMIT));
        for (const slot of slots) network.liar.own.clear(slot);
        network.guild.advance(1200);
        for (const index of $range(0, 2)) assert.same({ n: AHEAD_LIMIT }, network.of(index).get());
    });
});

describe("room.checkpoint", () => {
    it("is answered whatever comes with it", () => {
        const network = new HostileNetwork(10, 4);
        network.grow();
        const registry = network.registries.get("M001-Realm")!;
        const { id } = network.checkpoint(0);
        const strange: unknown[] = [1, "item", true, {}, ["item"], ["item", "1", 0], ["other", id, 0]];
        strange.push(["item", id, -1], ["item", id, 0.5], ["item", id, math.huge], ["item", id, 0 / 0]);
        strange.push(["item", id, 2 ** 53], ["item", id, 22], ["item", id + 1, 0], [[], [], []]);
        for (const args of strange) assert.is_false(registry.answer(args, "M004-Realm"));
        assert.is_false(registry.answer(undefined, "M004-Realm"));
        const used = network.sessions.get("M001-Realm")!.own.used();
        const { random } = network.guild;
        for (const _ of $range(1, 1000)) registry.answer(["item", id, random.integer(0, 30)], "M004-Realm");
        assert.is_true(network.sessions.get("M001-Realm")!.own.used() <= used + PIECE_LIMIT);
        assert.same([], network.reports());
    });

    it("gives each who asks a share", () => {
        const network = new HostileNetwork(11, 4);
        for (const part of $range(1, 3)) {
            network.of(0).patch({ $set: { [`t${string.format("%d", part)}`]: string.rep("x", 3000) } });
            network.guild.advance(20);
        }
        network.guild.advance(60);
        const registry = network.registries.get("M001-Realm")!;
        const { id } = network.checkpoint(0);
        for (const first of [0, 10, 20]) assert.is_true(registry.answer(["item", id, first], "M004-Realm"));
        assert.is_false(registry.answer(["item", id, 30], "M004-Realm"));
        assert.is_true(registry.answer(["item", id, 30], "M003-Realm"));
    });
});

describe("many patches", () => {
    /** Of an author of which nothing else is known. */
    function patchOf(author: string, number: number, seconds: number, source?: PatchId): Patch {
        const stamp = { seconds, counter: number };
        return { author, incarnation: 1, number, stamp, term: 0, source, operators: { $inc: { n: 1 } }, size: 40 };
    }

    it("of somebody who may not, repeating one, cost no more than others", () => {
        const network = new HostileNetwork(12, 4, { mayPatch: (author) => author < "M004" });
        const follower = network.follower(0);
        const now = network.liar.context.clock.serverTime();
        const source = patchOf("M002-Realm", 1, now - 1);
        follower.hearPatch(source);
        for (const number of $range(1, 2000)) follower.hearPatch(patchOf("M004-Realm", number, now, source));
        network.guild.advance(2);
        const patch = patchOf("M004-Realm", 2001, now, source);
        const steps = countSteps(() => follower.hearPatch(patch));
        assert.is_true(steps <= 1, tostring(steps));
        network.guild.advance(0.1);
        assert.is_true(follower.replica!.log.isSettled());
        assert.same({ n: 1 }, network.of(0).get());
    });

    it("of 40 members, 128 each, are taken in and folded in small steps", () => {
        const network = new HostileNetwork(13, 2);
        const follower = network.follower(0);
        const now = network.liar.context.clock.serverTime();
        for (const member of $range(1, 40)) {
            const author = string.format("N%03.0f-Realm", member);
            for (const number of $range(1, 128)) follower.hearPatch(patchOf(author, number, now));
        }
        let most = 0;
        for (const _ of $range(1, 120 * 60)) {
            most = math.max(
                most,
                countSteps(() => network.guild.advance(1 / 60)),
            );
        }
        assert.same({ n: 40 * 128 }, network.of(0).get());
        assert.equal(0, network.of(0).status().patches);
        assert.is_true(most <= STEPS_OF_A_CALLBACK, tostring(most));
    });
});

describe("a client", () => {
    it("that may not send for minutes has all its patches made in the end", () => {
        const network = new HostileNetwork(14, 5);
        const [locked] = network.guild.clients;
        locked.isLocked = true;
        for (const round of $range(1, 20)) {
            network.of(0).patch({ $inc: { n: 1 } });
            network.of(round % 3).patch({ $inc: { n: 1 } });
            network.guild.advance(10);
        }
        locked.isLocked = false;
        const seconds = network.secondsUntilEqual(60);
        assert.is_not_nil(seconds, network.describe());
        network.guild.advance(120);
        for (const index of $range(0, 3)) {
            assert.same({ n: 40 }, network.of(index).get());
            assert.equal(0, network.of(index).status().lost);
        }
    });

    it("that stops or closes tells of no patch twice, nor after that", () => {
        const network = new HostileNetwork(15, 4);
        const told: string[] = [];
        const note = (name: string) => (ok: boolean, why: unknown, _value: object, isFinal: boolean) => {
            told.push(`${name} ${tostring(ok)} ${tostring(why)} ${tostring(isFinal)}`);
        };
        network.of(0).patch({ $inc: { n: 1 } }, note("stopped"));
        network.of(0).stop();
        network.of(1).patch({ $inc: { n: 1 } }, note("closed"));
        network.of(1).detach();
        network.guild.clients[1].crash();
        network.guild.advance(60);
        network.of(0).patch({ $inc: { n: 1 } }, note("behind"));
        assert.same(["closed false closed true", "behind false stopped true"], told);
        assert.same({ n: 1 }, network.of(2).get());
    });

    it("that gives other data than the others has what they have", () => {
        const network = new HostileNetwork(16, 5, {
            dataOf: (name) => (name === "M002-Realm" ? { other: string.rep("x", 500) } : { n: 0 }),
        });
        network.of(1).patch({ $inc: { n: 1 } });
        network.guild.advance(60);
        assert.is_true(network.isEqual(), network.describe());
        assert.equal(1, (network.of(0).get() as { n: number }).n);
    });

    it("of which others think that it may not patch, issues a patch anew a few times at most", () => {
        const isOther = (author: string, viewer: string): boolean => author !== "M002-Realm" || viewer === "M002-Realm";
        const network = new HostileNetwork(17, 5, { mayPatch: isOther });
        let reissued = 0;
        network.of(1).on("reissued", () => reissued++);
        for (const _ of $range(1, 5)) {
            network.of(1).patch({ $inc: { n: 100 } });
            network.of(0).patch({ $inc: { n: 1 } });
            network.guild.advance(30);
        }
        network.guild.advance(900);
        for (const index of [0, 2, 3]) assert.same({ n: 5 }, network.of(index).get());
        assert.is_true(reissued <= 5 * ISSUE_LIMIT, tostring(reissued));
        network.guild.messages = 0;
        network.guild.advance(600);
        assert.is_true(network.guild.messages <= 60, tostring(network.guild.messages));
        assert.same([], network.reports());
    });
});
