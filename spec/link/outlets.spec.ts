import { Link } from "../../src/link/link";
import { MessageSource } from "../../src/link/message-source";
import { Priority } from "../../src/link/outbox-queues";
import { Outlets } from "../../src/link/outlets";
import { TokenBucket } from "../../src/link/token-bucket";
import { RecordingChannel, World } from "../support/world";
import { NOTICE_KIND } from "./kinds";

/** A link over some outlets. */
function linkOver(world: World, outlets: Outlets): Link {
    return new Link({
        clock: world.time,
        timers: world.time,
        outlets,
        tag: 1,
        self: world.identity.name,
        routes: () => [{ chatType: "GUILD" }],
        mayPeerSpeak: () => true,
    });
}

/** A source of so many messages. */
function manyOf(count: number): MessageSource {
    let rest = count;
    return new MessageSource(() => {
        if (rest === 0) return $multi(undefined, undefined);
        rest--;
        return $multi(NOTICE_KIND, "x");
    });
}

describe("Outlets", () => {
    let world: World;
    before_each(() => {
        world = new World();
        world.channel.isFree = true;
    });

    it("keep the throttle over scopes: a new one does not send at once what the last has used up", () => {
        const outlets = world.outlets();
        const first = linkOver(world, outlets);
        first.port().broadcast(Priority.Live, "a", manyOf(12));
        first.port().whisper(Priority.Live, "Jaina-Realm", "a", manyOf(12));
        world.time.advance(0.25);
        assert.equal(20, world.channel.sent.length);
        first.close();
        const second = linkOver(world, outlets);
        second.port().broadcast(Priority.Live, "b", manyOf(12));
        second.port().whisper(Priority.Live, "Jaina-Realm", "b", manyOf(12));
        world.time.advance(0.25);
        const later = world.channel.sent.slice(20);
        assert.is_true(later.length <= 2, `${later.length} messages at once`);
        world.time.advance(5);
        const ways = world.channel.sent.slice(20).map(({ chatType }) => chatType);
        assert.equal(5, ways.filter((way) => way === "GUILD").length);
        assert.equal(12, ways.filter((way) => way === "WHISPER").length);
    });

    it("throttle what goes to everybody beside what goes to one player", () => {
        const outlets = world.outlets();
        const port = linkOver(world, outlets).port();
        port.broadcast(Priority.Live, "a", manyOf(100));
        world.time.advance(0.5);
        assert.equal(10, world.channel.sent.length);
        port.whisper(Priority.Bulk, "Jaina-Realm", "a", manyOf(10));
        world.time.advance(0.4);
        assert.equal(20, world.channel.sent.length);
        assert.equal(1, outlets.waiting());
    });

    it("take the throttle from the channel", () => {
        world.channel.throttle = { burst: 3, rate: 2 };
        world.channel.whisperThrottle = { burst: 5, rate: 4 };
        const port = linkOver(world, world.outlets()).port();
        port.broadcast(Priority.Live, "a", manyOf(100));
        world.time.advance(0.25);
        assert.equal(3, world.channel.sent.length);
        world.time.advance(10);
        assert.equal(23, world.channel.sent.length);
        port.whisper(Priority.Live, "Jaina-Realm", "a", manyOf(100));
        world.time.advance(0.25);
        const whispers = world.channel.sent.filter(({ chatType }) => chatType === "WHISPER");
        assert.equal(5, whispers.length);
    });

    it("in an instance count whispers and all else together, and send a live message while one whispers on", () => {
        const { time, channel } = world;
        const port = linkOver(world, world.outlets()).port();
        port.whisper(Priority.Bulk, "Jaina-Realm", "a", manyOf(1000));
        time.advance(10.25);
        assert.equal(40, channel.sent.length);
        channel.isFree = false;
        const start = channel.sent.length;
        for (const index of $range(1, 10)) {
            time.advance(4.5);
            const before = channel.sent.length;
            port.broadcast(Priority.Live, `live ${tostring(index)}`, manyOf(1));
            time.advance(1.5);
            const ways = channel.sent.slice(before).map(({ chatType }) => chatType);
            assert.is_true(ways.includes("GUILD"), `live message ${tostring(index)} waits`);
        }
        // The pool was full, and regains one a second.
        const sent = channel.sent.length - start;
        assert.is_true(sent >= 60 && sent <= 71, `${tostring(sent)} messages in a minute`);
        channel.isFree = true;
        time.advance(10);
        assert.is_true(channel.sent.length - start - sent >= 30);
    });

    it("of two ledgers share what one client may whisper, and nothing else", () => {
        const { time, random } = world;
        const bucket = new TokenBucket(time, 10, 3);
        const channels = [new RecordingChannel(time), new RecordingChannel(time)];
        for (const channel of channels) channel.isFree = true;
        const ports = channels.map((channel) =>
            linkOver(world, new Outlets(channel, time, time, random, bucket)).port(),
        );
        for (const port of ports) {
            port.broadcast(Priority.Live, "a", manyOf(100));
            port.whisper(Priority.Bulk, "Jaina-Realm", "a", manyOf(100));
        }
        time.advance(10.25);
        const counts = channels.map(({ sent }) => {
            const whispers = sent.filter(({ chatType }) => chatType === "WHISPER").length;
            return [whispers, sent.length - whispers];
        });
        assert.same([20, 20], [counts[0][1], counts[1][1]]);
        assert.equal(40, counts[0][0] + counts[1][0]);
        assert.is_true(counts[0][0] > 0 && counts[1][0] > 0, "one of them never has its turn");
    });

    it("know of a lockdown whichever of them met it, and forget it on both", () => {
        for (const refused of ["GUILD", "WHISPER"] as const) {
            const here = new World();
            here.channel.isFree = true;
            const outlets = here.outlets();
            here.channel.answer = (_text, way) => (way === refused ? "lockdown" : undefined);
            const port = linkOver(here, outlets).port();
            port.broadcast(Priority.Live, "a", manyOf(1));
            port.whisper(Priority.Live, "Jaina-Realm", "a", manyOf(1));
            here.time.advance(1);
            assert.is_true(outlets.isInLockdown());
            assert.equal(1, outlets.waiting());
            outlets.onRestrictionEnd();
            assert.is_false(outlets.isInLockdown());
            outlets.clear();
            assert.equal(0, outlets.waiting());
        }
    });
});
