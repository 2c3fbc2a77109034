import type { RoomSession } from "../../src/live/session";
import { Kind } from "../../src/live/board/kinds";
import { RoomGuild } from "./guild";

function cell(kind: Kind, text: string): string {
    return string.char(kind) + text;
}

/** A guild of three, and what its second client is told of entries and events. */
function stage(seed: number): LuaMultiReturn<[guild: RoomGuild, told: string[]]> {
    const guild = new RoomGuild(seed, 3);
    const told: string[] = [];
    const listener = guild.clients[1];
    listener.onOpen = (session: RoomSession) => {
        for (const kind of [Kind.Entry, Kind.Event]) {
            session.whenShown(kind, (owner, old, now) => {
                const text = `${string.sub(old?.bytes ?? "-", -1)}${string.sub(now?.bytes ?? "-", -1)}`;
                told.push(string.format("%s %.0f %s", owner, kind, text));
            });
        }
        session.whenLeft((name) => told.push(`left ${name}`));
    };
    for (const client of guild.clients) client.login();
    guild.advance(10);
    return $multi(guild, told);
}

describe("RoomSession", () => {
    it("tells of the cells of a kind, its own and others': what goes, comes, and takes another one's place", () => {
        const [guild, told] = stage(1);
        const [other, self] = guild.clients;
        for (const client of [other, self]) {
            const { own } = client.session!;
            own.write(0, cell(Kind.Entry, "a"));
            guild.advance(2);
            own.write(0, cell(Kind.Entry, "b"));
            guild.advance(2);
            own.clear(0);
            guild.advance(2);
        }
        const expected = [other, self].flatMap(({ name }) => [`${name} 1 -a`, `${name} 1 ab`, `${name} 1 b-`]);
        assert.same(expected, told);
    });

    it("tells of a slot that changes its kind as of one that goes and another one that comes", () => {
        const [guild, told] = stage(2);
        const [{ name, session }] = guild.clients;
        session!.own.write(0, cell(Kind.Entry, "a"));
        guild.advance(2);
        session!.own.write(0, cell(Kind.Event, "b"));
        guild.advance(2);
        assert.same([`${name} 1 -a`, `${name} 1 a-`, `${name} 9 -b`], told);
    });

    it("tells that a member has left after its cells have gone", () => {
        const [guild, told] = stage(3);
        const [other] = guild.clients;
        other.session!.own.write(0, cell(Kind.Entry, "a"));
        guild.advance(2);
        other.crash();
        guild.advance(2);
        assert.same([`${other.name} 1 -a`, `${other.name} 1 a-`, `left ${other.name}`], told);
    });

    it("knows the incarnations of who is present, and of nobody after a Bye", () => {
        const [guild] = stage(4);
        const [first, second, third] = guild.clients;
        const session = second.session!;
        assert.equal(session.own.incarnation, session.incarnationOf(second.name));
        assert.equal(first.session!.own.incarnation, session.incarnationOf(first.name));
        assert.is_nil(session.incarnationOf("Nobody-Realm"));
        third.session!.gossip.speaker.bye();
        guild.advance(1);
        assert.is_nil(session.incarnationOf(third.name));
        assert.same([first.name, second.name, third.name], session.names());
        first.crash();
        guild.advance(1);
        assert.is_nil(session.incarnationOf(first.name));
        assert.same([second.name, third.name], session.names());
    });
});
