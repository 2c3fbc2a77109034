import { addressOf, encodeCall, encodeReply, Status } from "../../../src/live/call/call-cells";
import { CALLER_LIMIT } from "../../../src/live/call/constants";
import { COPIES, encodeCopy, packCopies } from "../../../src/live/board/messages";
import { encodeDelta } from "../../../src/live/board/cells";
import { encodeCbor } from "../../../src/codec/cbor-encode";
import { MessageSource } from "../../../src/link/message-source";
import { Priority } from "../../../src/link/outbox-queues";
import { rounds } from "../../support/rounds";
import type { RoomClient } from "../guild";
import { CallNetwork } from "./network";

function cbor(value: unknown): string {
    const [bytes] = encodeCbor(value);
    return bytes!;
}

/** The address of a client's session. */
function address({ name, session }: RoomClient): ReturnType<typeof addressOf> {
    return addressOf(name, session!.own.incarnation);
}

/** Has a client say that somebody has this cell in slot 200 and nothing else. */
function sayCopy(liar: RoomClient, owner: string, incarnation: number, sequence: number, bytes: string): void {
    const cell = { slot: 200, sequence, bytes, incarnation, isHearsay: false };
    const outline = { incarnation, isRenewal: false, top: sequence, check: 0 };
    const [delta] = encodeDelta([cell], outline, 0, sequence, 200, true);
    const source = MessageSource.once(COPIES, packCopies(encodeCopy(owner, delta)));
    liar.link!.port().broadcast(Priority.Control, "lie", source);
}

describe("calls among liars", () => {
    it("take no reply but that of the callee", () => {
        const network = new CallNetwork(1, 3, (calls) => calls.handle("slow", (_a, _c, respond) => respond));
        network.guild.advance(10);
        const [caller, callee, liar] = network.guild.clients;
        const ended = network.call(callee.name, "slow");
        const { own } = liar.session!;
        own.add(encodeReply(address(caller), 1, Status.Result, cbor("forged")));
        own.add(encodeReply(address(caller), 99, Status.Result, cbor("forged")));
        own.add(encodeReply({ ...address(caller), incarnation: 5 }, 1, Status.Result, cbor("forged")));
        network.guild.advance(3);
        assert.equal(0, ended.length);
        assert.is_true((caller.link!.ignored.unaskedReply ?? 0) >= 1);
    });

    it("take no reply that others say the callee has given", () => {
        const network = new CallNetwork(2, 3, (calls) => calls.handle("slow", (_a, _c, respond) => respond));
        network.guild.advance(10);
        const [caller, callee, liar] = network.guild.clients;
        const ended = network.call(callee.name, "slow");
        network.guild.advance(1);
        const { incarnation, top } = callee.session!.own;
        sayCopy(
            liar,
            callee.name,
            incarnation,
            top + 5,
            encodeReply(address(caller), 1, Status.Result, cbor("forged")),
        );
        network.guild.advance(10);
        assert.equal(0, ended.length);
    });

    it("execute nothing that others say somebody calls, whether he was heard or not", () => {
        const executed: string[] = [];
        const network = new CallNetwork(3, 4, (calls) =>
            calls.handle("do", (args, caller) => executed.push(`${tostring(args)} ${caller}`)),
        );
        const [victim, callee, liar, absent] = network.guild.clients;
        network.guild.advance(10);
        const { incarnation, top } = victim.session!.own;
        sayCopy(liar, victim.name, incarnation, top + 3, encodeCall(7, "do", [address(callee)], cbor("forged")));
        absent.crash();
        network.guild.advance(2);
        const later = callee.session!.own.incarnation + 12;
        sayCopy(liar, absent.name, later, 3, encodeCall(7, "do", [address(callee)], cbor("forged")));
        sayCopy(liar, "M009-Realm", later, 3, encodeCall(7, "do", [address(callee)], cbor("forged")));
        network.guild.advance(20);
        assert.same([], executed);
        const ended = network.call(callee.name, "do", "own");
        network.guild.advance(5);
        assert.is_nil(ended[0].why);
        assert.same([`own ${victim.name}`], executed);
    });

    it("execute what somebody says of himself among copies", () => {
        const network = new CallNetwork(4, 2, (calls) => calls.handle("do", (_args, caller) => caller));
        network.guild.advance(10);
        const [caller, callee] = network.guild.clients;
        const { incarnation, top } = caller.session!.own;
        sayCopy(caller, caller.name, incarnation, top + 1, encodeCall(7, "do", [address(callee)], cbor(1)));
        network.guild.advance(0.5);
        assert.equal(2, callee.session!.own.used(), "a reply stands beside the member's own cell");
    });

    it("do not call what names another incarnation of the callee", () => {
        let count = 0;
        const network = new CallNetwork(5, 2, (calls) => calls.handle("do", () => count++));
        network.guild.advance(10);
        const [caller, callee] = network.guild.clients;
        const old = { ...address(callee), incarnation: address(callee).incarnation - 1 };
        caller.session!.own.add(encodeCall(7, "do", [old], cbor(1)));
        network.guild.advance(5);
        assert.equal(0, count);
    });

    it("bound what one member makes another one do and keep, in 10,000 calls that are never taken back", () => {
        let executed = 0;
        const network = new CallNetwork(6, 3, (calls) => {
            calls.handle("raise", () => error("no", 0));
            calls.handle("never", (_a, _c, respond) => {
                executed++;
                return respond;
            });
            calls.handle("do", () => 1);
        });
        network.guild.advance(10);
        const [liar, callee, honest] = network.guild.clients;
        let [id, most] = [0, 0];
        for (const round of $range(1, 50)) {
            for (const slot of $range(20, 219)) {
                id++;
                const name = id % 3 === 0 ? "raise" : "never";
                liar.session!.own.write(slot, encodeCall(id, name, [address(callee)], cbor(round)));
            }
            for (const _ of $range(1, 20)) {
                network.guild.advance(1);
                most = math.max(most, callee.session!.own.used());
            }
        }
        assert.equal(10000, id);
        assert.is_true(executed > CALLER_LIMIT);
        assert.is_true(most <= 2 * CALLER_LIMIT + 2, `${most} slots of the callee`);
        assert.is_true((callee.link!.ignored.crowdedCall ?? 0) > 0);
        const ended = network.call(callee.name, "do", undefined, undefined, 2);
        // The replies that the liar is still owed are said before, one message a second.
        network.guild.advance(10);
        assert.equal(1, ended[0].result, honest.name);
        liar.crash();
        network.guild.advance(5);
        assert.equal(1, callee.session!.own.used(), "nothing is kept of who has gone");
    });

    it("hold no more of an honest caller's than it can hold, and tell", () => {
        const network = new CallNetwork(7, 2, (calls) => calls.handle("do", (args) => args));
        network.guild.advance(10);
        const results: unknown[] = [];
        let full = 0;
        for (const index of $range(1, 10000)) {
            network.of(0).call(network.name(1), "do", index, (result, why) => {
                if (why === undefined) results.push(result);
                else full += why === "full" ? 1 : 0;
            });
        }
        network.guild.advance(16);
        assert.equal(10000, results.length + full);
        assert.equal(64, results.length);
    });

    it("pass over garbage", () => {
        const network = new CallNetwork(8, 3, (calls) => calls.handle("do", (args) => args));
        network.guild.advance(10);
        const [liar, other] = network.guild.clients;
        const { random } = network.guild;
        const { own } = liar.session!;
        const good = [
            encodeCall(1, "do", [address(other)], cbor({ a: [1, 2] })),
            encodeReply(address(other), 1, Status.Result, cbor("x")),
        ];
        for (const round of $range(1, rounds(300, 60))) {
            for (const slot of $range(100, 105)) {
                const bytes = good[random.integer(0, 1)];
                const place = random.integer(1, bytes.length);
                const cut = string.sub(bytes, 1, place - 1);
                const wrong = random.integer(1, 3) === 1 ? cut : cut + random.bytes(1) + string.sub(bytes, place + 1);
                const kind = string.char(random.integer(0, 12));
                own.write(slot, round % 2 === 0 ? kind + random.bytes(random.integer(0, 40)) : wrong);
            }
            network.guild.advance(1);
        }
        assert.is_true((other.link!.ignored.malformedCell ?? 0) > 0);
        assert.same([], network.reports());
        const ended = network.call(other.name, "do", "fine", undefined, 2);
        network.guild.advance(5);
        assert.equal("fine", ended[0].result);
    });
});
