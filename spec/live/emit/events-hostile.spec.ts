import { encodeCbor } from "../../../src/codec/cbor-encode";
import { Emitter } from "../../../src/emitter";
import { encodeEvent } from "../../../src/live/emit/event-cells";
import { Events } from "../../../src/live/emit/events";
import { encodeDelta } from "../../../src/live/board/cells";
import { COPIES, encodeCopy, packCopies } from "../../../src/live/board/messages";
import { MessageSource } from "../../../src/link/message-source";
import { Priority } from "../../../src/link/outbox-queues";
import { rounds } from "../../support/rounds";
import { RoomGuild } from "../guild";

function cbor(value: unknown): string {
    const [bytes] = encodeCbor(value);
    return bytes!;
}

/** A guild of three, and what its second client was shown. */
function guildOf(seed: number): LuaMultiReturn<[guild: RoomGuild, shown: string[]]> {
    const guild = new RoomGuild(seed, 3);
    const shown: string[] = [];
    for (const client of guild.clients) {
        client.onOpen = (session) => {
            const events = new Events(session, { emitter: new Emitter(client.guard) });
            if (client === guild.clients[1]) {
                for (const name of ["tick", "joined"]) {
                    events.on(name, (value, sender) => shown.push(`${name} ${sender} ${tostring(value)}`));
                }
                events.on("gap", (sender, count) => shown.push(string.format("gap %s %.0f", sender, count)));
            }
        };
        client.login();
    }
    guild.advance(10);
    return $multi(guild, shown);
}

describe("events among liars", () => {
    it("show each number once, whatever comes under it, and none behind it", () => {
        const [guild, shown] = guildOf(1);
        const { own } = guild.clients[0].session!;
        const huge = 2 ** 40;
        for (const [number, value] of [
            [2 ** 53, "too much"],
            [5, "a"],
            [5, "b"],
            [4, "c"],
            [huge, "d"],
            [6, "e"],
            [huge, "f"],
        ]) {
            own.add(encodeEvent(number as number, "tick", cbor(value)));
            guild.advance(2);
        }
        const name = guild.clients[0].name;
        assert.same([`tick ${name} a`, `gap ${name} 1099511627770`, `tick ${name} d`], shown);
    });

    it("are not what others say that somebody has said", () => {
        const [guild, shown] = guildOf(2);
        const [victim, , liar] = guild.clients;
        const { incarnation, top } = victim.session!.own;
        const bytes = encodeEvent(1, "tick", cbor("forged"));
        const cell = { slot: 9, sequence: top + 1, bytes, incarnation, isHearsay: false };
        const outline = { incarnation, isRenewal: false, top: top + 1, check: 0 };
        const [delta] = encodeDelta([cell], outline, 0, top + 1, 200, true);
        const source = MessageSource.once(COPIES, packCopies(encodeCopy(victim.name, delta)));
        liar.link!.port().broadcast(Priority.Control, "lie", source);
        guild.advance(10);
        assert.same([], shown);
        victim.session!.own.add(encodeEvent(1, "tick", cbor("own")));
        guild.advance(5);
        assert.same([`tick ${victim.name} own`], shown);
    });

    it("have no name that the room itself tells by", () => {
        const [guild, shown] = guildOf(3);
        guild.clients[0].session!.own.add(encodeEvent(1, "joined", cbor("x")));
        guild.clients[0].session!.own.add(encodeEvent(2, "gap", cbor(7)));
        guild.advance(3);
        assert.same([], shown);
        assert.equal(2, guild.clients[1].link!.ignored.malformedCell);
    });

    it("of errors in a listener disturb no other", () => {
        const [guild, shown] = guildOf(4);
        const client = guild.clients[1];
        const events: Events[] = [];
        client.onOpen = (session) => {
            events[0] = new Events(session, { emitter: new Emitter(client.guard) });
            events[0].on("tick", () => error("ill", 0));
            events[0].on("tick", (value) => shown.push(tostring(value)));
        };
        client.reload();
        guild.advance(5);
        guild.clients[0].session!.own.add(encodeEvent(1, "tick", cbor("x")));
        guild.advance(2);
        assert.same(["x"], shown);
        assert.same(["ill"], client.guard.reports);
    });

    it("pass over garbage", () => {
        const [guild] = guildOf(5);
        const { random } = guild;
        const good = encodeEvent(1, "tick", cbor({ a: [1, 2] }));
        for (const _ of $range(1, rounds(1000, 200))) {
            const place = random.integer(1, good.length);
            const wrong = string.sub(good, 1, place - 1) + random.bytes(1) + string.sub(good, place + 1);
            const isCut = random.integer(1, 3) === 1;
            guild.clients[0].session!.own.write(random.integer(10, 14), isCut ? string.sub(good, 1, place) : wrong);
            guild.advance(1);
        }
        assert.is_true((guild.clients[1].link!.ignored.malformedCell ?? 0) > 0);
        assert.same([], guild.clients[1].guard.reports);
    });
});
