import { encodeVarint } from "../../../src/codec/varint";
import { encodeText } from "../../../src/live/bytes";
import { encodeMatch, encodePromise, encodeRequest, MatchState } from "../../../src/live/meet/cells";
import type { MeetOptions } from "../../../src/api/room-meet";
import { groupOf, type Meeting, MeetingGuild, secondsOf } from "./meeting-guild";

function settled(count: number): MeetingGuild {
    const world = new MeetingGuild(1, count);
    world.advance(10);
    return world;
}

function assertEmpty(world: MeetingGuild): void {
    for (const { session, name } of world.guild.online()) assert.equal(0, session!.own.cells.bytes, name);
    assert.same([], world.reports());
}

/** Says a request that this client's own rendezvous knows nothing of; id 1. */
function fake(world: MeetingGuild, index: number, mates = 1, id = 1): number {
    const { own, stamps } = world.client(index).session!;
    const body = { id, event: "pull", actor: "x", mates, stamp: stamps.issue(), incarnation: own.incarnation };
    const texts = { labelsText: "a=b", selectorText: "!never", payload: "" };
    return own.add(encodeRequest({ ...body, ...texts }, world.client(index).name))[0]!;
}

/** Says a match of the first requests of some clients, its coordinator's first. Returns its slot. */
function say(world: MeetingGuild, id: number, members: number[], state: MatchState, request = 1): number {
    const rows = members.map((index, place) => {
        const { name, session } = world.client(index);
        return { owner: name, incarnation: session!.own.incarnation, request: place === 0 ? 1 : request };
    });
    return world.client(members[0]).session!.own.add(encodeMatch(id, state, rows))[0]!;
}

describe("rendezvous", () => {
    it("gives all members of a group the same result", () => {
        const world = settled(4);
        const first = world.meet(1, { event: "pull", mates: 2, payload: { gear: 600 } });
        const second = world.meet(2, { event: "pull", mates: 2, payload: "two", actor: "Alt" });
        world.advance(1);
        assert.equal("open", first.handle.state());
        const third = world.meet(3, { event: "pull", mates: 1 });
        world.advance(1);
        for (const meeting of [first, second, third]) {
            assert.equal("M001 M002 M003", groupOf(meeting));
            assert.equal("matched", meeting.handle.state());
            assert.equal(1, meeting.ends);
            assert.same({ "M001-Realm": { gear: 600 }, Alt: "two" }, meeting.result!.payloads);
            assert.is_false(meeting.handle.cancel());
        }
        assert.is_true(secondsOf(third) < 0.8);
        assert.same([], world.of(4).pending());
        world.advance(30);
        assertEmpty(world);
    });

    it("matches labels with selectors, both ways", () => {
        const world = settled(4);
        const role = (index: number, own: string, others: string): Meeting =>
            world.meet(index, { event: "pull", labels: { role: own }, selector: `role=${others}` });
        const tank = role(1, "tank", "healer");
        const mage = role(2, "mage", "tank");
        const healer = role(3, "healer", "tank");
        world.advance(2);
        assert.equal("M001 M003", groupOf(tank));
        assert.equal("M001 M003", groupOf(healer));
        assert.equal("open", mage.handle.state());
        assert.same({ role: "tank" }, healer.result!.requests[0].labels);
    });

    it("returns at once when nobody else is wanted", () => {
        const world = settled(1);
        const meeting = world.meet(1, { event: "pull", mates: 0, payload: 5 });
        assert.equal("M001", groupOf(meeting));
        assert.same({ "M001-Realm": 5 }, meeting.result!.payloads);
        assert.equal("matched", meeting.handle.state());
    });

    it("lists what is pending, oldest first", () => {
        const world = settled(3);
        world.meet(2, { event: "duel", labels: "role=tank", selector: "role in (healer)", payload: [1] });
        world.advance(1);
        world.meet(1, { event: "pull", mates: 5, actor: "Alt" });
        world.advance(1);
        const [first, second, ...others] = world.of(3).pending();
        assert.same([], others);
        const { id, createdAt, ...duel } = first;
        assert.same(
            {
                owner: "M002-Realm",
                event: "duel",
                actor: "M002-Realm",
                labels: { role: "tank" },
                selector: "role in (healer)",
                mates: 1,
                payload: [1],
            },
            duel,
        );
        assert.equal(1700000010, createdAt);
        assert.equal(id, world.of(1).pending()[0].id);
        assert.same({ actor: "Alt" }, second.labels);
        assert.equal("actor!=Alt", second.selector);
        assert.same({ open: 1, promised: 0, isCut: false }, world.of(1).status());
    });

    it("ends when its time is over, or it is cancelled, or the room is closed", () => {
        const world = settled(1);
        const short = world.meet(1, { event: "pull", timeout: 5 });
        const usual = world.meet(1, { event: "duel" });
        const cancelled = world.meet(1, { event: "pull" });
        const endless = world.meet(1, { event: "pull", timeout: false, selector: "none" });
        assert.is_true(cancelled.handle.cancel());
        assert.is_false(cancelled.handle.cancel());
        world.advance(200);
        assert.equal("timeout", short.why);
        assert.is_true(secondsOf(short) >= 5 && secondsOf(short) < 5.1);
        assert.is_true(secondsOf(usual) >= 60 && secondsOf(usual) < 60.1);
        assert.equal("cancelled", cancelled.why);
        assert.equal("open", endless.handle.state());
        world.of(1).close();
        assert.equal("closed", endless.why);
        assert.equal("aborted", endless.handle.state());
        assert.equal("closed", world.meet(1, { event: "pull" }).why);
        assertEmpty(world);
    });

    it("is refused when the board has no room", () => {
        const world = settled(1);
        const ask = (bytes: number): Meeting =>
            world.meet(1, { event: "pull", selector: "none", payload: string.rep("x", bytes) });
        assert.equal("tooLarge", ask(4100).why);
        for (const _ of $range(1, 4)) assert.is_nil(ask(3900).why);
        assert.equal("full", ask(3900).why);
        assert.equal(5, world.meetings.filter(({ handle }) => handle.state() !== "aborted").length + 1);
    });

    it("carries payloads that take many messages", () => {
        const world = settled(2);
        world.meet(1, { event: "pull", payload: string.rep("x", 1500) });
        const second = world.meet(2, { event: "pull", payload: string.rep("y", 1500) });
        world.advance(30);
        assert.equal("M001 M002", groupOf(second));
        assert.equal(1500, (second.result!.payloads["M001-Realm"] as string).length);
    });

    it("shows only what is allowed", () => {
        let isAllowed = false;
        const world = new MeetingGuild(1, 3, (event, owner) => {
            assert.equal("pull", event);
            return owner !== "M001-Realm" || isAllowed;
        });
        world.advance(10);
        const first = world.meet(1, { event: "pull" });
        const second = world.meet(2, { event: "pull" });
        world.advance(5);
        assert.equal("open", second.handle.state());
        assert.equal(1, world.of(3).pending().length);
        isAllowed = true;
        for (const index of $range(1, 3)) world.of(index).refilter();
        world.advance(20);
        assert.equal("M001 M002", groupOf(first));
        assert.equal("M001 M002", groupOf(second));
    });

    it("says what is wrong with what it is given", () => {
        const world = settled(1);
        const raises = (problem: string, options: unknown): void => {
            const [ok, message] = pcall(() => world.meet(1, options as MeetOptions));
            assert.is_false(ok);
            assert.is_truthy(string.find(tostring(message), problem, 1, true)[0], tostring(message));
        };
        raises("meet: 'options' must be a table, got 5", 5);
        raises("meet: 'event' must be a string of 1 to 255 bytes, got nil", {});
        raises("meet: 'mates' must be a whole number from 0 to 39, got 40", { event: "e", mates: 40 });
        raises("meet: 'mate' is unknown; did you mean 'mates'?", { event: "e", mate: 1 });
        raises("meet: 'timeout' must be a number from 0 to 86400, got true", { event: "e", timeout: true });
        raises("meet: 'labels' ", { event: "e", labels: { role: 5 } });
        raises("meet: 'selector' ", { event: "e", selector: "role in" });
        raises("meet: 'selector' must take at most", { event: "e", selector: string.rep("a,", 5000) });
        raises("meet: 'payload.f' must be what an event can carry", { event: "e", payload: { f: print } });
        raises("meet: 'actor' must be a string of 1 to 255 bytes", { event: "e", actor: "" });
        assert.same([], world.of(1).pending());
    });
});

describe("a promised request", () => {
    /** One of M002, to M001, that does what the spec says. */
    function promised(): { world: MeetingGuild; young: Meeting; slot: number } {
        const world = settled(3);
        fake(world, 1);
        world.advance(1);
        const young = world.meet(2, { event: "pull", timeout: 8 });
        world.advance(1);
        const slot = say(world, 1, [1, 2], MatchState.Proposed);
        world.advance(1);
        assert.equal("promised", young.handle.state());
        assert.same({ open: 0, promised: 1, isCut: false }, world.of(2).status());
        return { world, young, slot };
    }

    function decide(world: MeetingGuild, slot: number, members: number[], state: MatchState): void {
        world.client(1).session!.own.clear(slot);
        assert.equal(slot, say(world, 1, members, state));
    }

    it("cannot be cancelled, nor runs out of time", () => {
        const { world, young, slot } = promised();
        assert.is_false(young.handle.cancel());
        world.advance(20);
        assert.equal("promised", young.handle.state());
        decide(world, slot, [1, 2], MatchState.Matched);
        world.advance(1);
        assert.equal("M001 M002", groupOf(young));
    });

    it("is open again when the match is aborted, or ends if its time is over", () => {
        const { world, young, slot } = promised();
        decide(world, slot, [1, 2], MatchState.Aborted);
        world.advance(1);
        assert.equal("open", young.handle.state());
        world.advance(6);
        assert.equal("timeout", young.why);
        const other = promised();
        other.world.advance(20);
        decide(other.world, other.slot, [1, 2], MatchState.Aborted);
        other.world.advance(1);
        assert.equal("timeout", other.young.why);
    });

    it("ends as unknown when its coordinator has gone", () => {
        const { world, young } = promised();
        world.client(1).crash();
        world.advance(1);
        assert.equal("unknown", young.why);
        assert.equal("unknown", young.handle.state());
    });

    it("is none while its owner proposes a match with it", () => {
        const world = settled(3);
        const [first, , third] = world.guild.clients;
        first.side = 1;
        const slot = fake(world, 1);
        world.advance(1);
        const young = world.meet(3, { event: "pull" });
        world.advance(0.2);
        const own = world.meet(2, { event: "pull" });
        world.advance(0.15);
        // M003 coordinates; it does not hear M002's promise.
        assert.equal("open", young.handle.state());
        world.client(2).side = 2;
        world.advance(1);
        [first.side, third.side] = [3, 3];
        first.session!.own.repeat(slot);
        say(world, 1, [1, 3], MatchState.Proposed);
        world.advance(1);
        assert.equal(
            2,
            world
                .of(3)
                .pending()
                .filter(({ owner }) => owner !== "M002-Realm").length,
        );
        assert.equal("open", young.handle.state());
        world.advance(5);
        assert.equal("promised", young.handle.state());
        assert.equal(0, own.ends);
    });

    it("is in no second match when its coordinator crashes the moment it has decided", () => {
        const world = settled(3);
        const old = world.meet(1, { event: "pull" });
        world.advance(1);
        const young = world.meet(2, { event: "pull" });
        world.onMatched = (client) => client.crash();
        world.advance(1);
        assert.equal("M001 M002", groupOf(old));
        const third = world.meet(3, { event: "pull" });
        world.advance(10);
        assert.equal("unknown", young.why);
        assert.equal("open", third.handle.state());
    });

    it("ends as unknown when its coordinator has forgotten the match", () => {
        const { world, young, slot } = promised();
        world.client(1).session!.own.clear(slot);
        world.advance(4);
        assert.equal("promised", young.handle.state());
        world.advance(4);
        assert.equal("unknown", young.why);
    });

    it("ends as unknown when its coordinator never decides, which is passed over from then on", () => {
        const { world, young } = promised();
        world.advance(62);
        assert.equal("unknown", young.why);
        const again = world.meet(2, { event: "pull" });
        world.advance(1);
        say(world, 2, [1, 2], MatchState.Proposed, 2);
        const mate = world.meet(3, { event: "pull" });
        world.advance(12);
        assert.equal("M002 M003", groupOf(again));
        assert.equal("M002 M003", groupOf(mate));
    });

    it("does not believe a match with others than were promised", () => {
        const { world, young, slot } = promised();
        decide(world, slot, [1, 3], MatchState.Matched);
        world.advance(2);
        assert.equal("promised", young.handle.state());
    });
});

describe("a dishonest member", () => {
    it("cannot make a match of requests that do not accept each other, or are not as many as wanted", () => {
        const world = settled(3);
        fake(world, 1);
        world.advance(1);
        const picky = world.meet(2, { event: "pull", selector: "role=tank", labels: "" });
        const many = world.meet(3, { event: "pull", mates: 2 });
        world.advance(1);
        say(world, 1, [1, 2], MatchState.Proposed);
        say(world, 2, [1, 3], MatchState.Proposed);
        world.advance(5);
        assert.equal("open", picky.handle.state());
        assert.equal("open", many.handle.state());
    });

    it("that proposes everybody and never decides keeps others from meeting for a minute at most", () => {
        const world = settled(5);
        fake(world, 1, 4);
        world.advance(1);
        const ask = (): Meeting[] => [2, 3, 4, 5].map((index) => world.meet(index, { event: "pull", mates: 3 }));
        const victims = ask();
        world.advance(0.1);
        say(world, 1, [1, 2, 3, 4, 5], MatchState.Proposed);
        world.advance(2);
        assert.same(["promised", "promised", "promised", "promised"], statesOf(victims));
        world.advance(61);
        assert.same(["unknown", "unknown", "unknown", "unknown"], statesOf(victims));
        const again = ask();
        say(world, 2, [1, 2, 3, 4, 5], MatchState.Proposed, 2);
        world.advance(2);
        assert.equal("M002 M003 M004 M005", groupOf(again[0]));
        assert.same(["matched", "matched", "matched", "matched"], statesOf(again));
    });

    it("cannot promise for others", () => {
        const world = settled(3);
        const old = world.meet(1, { event: "pull" });
        const young = world.meet(2, { event: "pull" });
        const { session } = world.client(1);
        // M002 hears nothing, so it promises nothing.
        world.client(2).side = 1;
        const name = { coordinator: "M001-Realm", incarnation: session!.own.incarnation, match: 1 };
        world.client(3).session!.own.add(encodePromise(1, name));
        world.advance(5);
        assert.equal("open", old.handle.state());
        assert.equal("open", young.handle.state());
    });

    it("says nothing with cells that are not of their form", () => {
        const world = settled(2);
        const { own } = world.client(1).session!;
        world.meet(2, { event: "pull", selector: "!never", labels: "", timeout: false });
        const long = string.rep("a,", 1500);
        const request = (mates: number, labels: string, selector: string): string =>
            `\x02\x01\x04pull\x01x${encodeText(labels)}${encodeText(selector)}${encodeVarint(mates)}\x00\x00`;
        const bad = [
            request(0, "", ""),
            request(40, "", ""),
            request(1, "a", ""),
            request(1, "", "a in"),
            request(1, "", long),
            request(1, "", "") + string.char(255),
            "\x02",
            "\x03\x01",
            "\x04\x01\x00",
            encodeMatch(1, MatchState.Proposed, [{ owner: "M002-Realm", incarnation: 1, request: 1 }]),
            encodeMatch(1, 7 as MatchState, [
                { owner: "M001-Realm", incarnation: own.incarnation, request: 1 },
                { owner: "M002-Realm", incarnation: own.incarnation, request: 1 },
            ]),
        ];
        for (const bytes of bad) {
            assert.is_truthy(own.add(bytes)[0]);
            world.advance(30);
        }
        assert.equal(1, world.of(2).pending().length);
        assert.equal(bad.length, world.client(2).link!.ignored.malformedCell);
        assert.same([], world.reports());
    });
});

function statesOf(meetings: readonly Meeting[]): string[] {
    return meetings.map(({ handle }) => handle.state());
}
