import type { RoomSession } from "../../src/live/session";
import { type RoomClient, RoomGuild } from "./guild";

/** What a client shows of all members, its own board included, as one text. */
function viewOf({ session, name }: RoomClient): string {
    const lines: string[] = [];
    for (const member of session!.members.present()) {
        member.board.eachShown(({ slot, bytes }) => {
            lines.push(string.format("%s %.0f %s", member.board.name, slot, bytes));
        });
        lines.push(member.board.name);
    }
    session!.own.cells.each(({ slot, bytes }) => {
        if (bytes !== "") lines.push(string.format("%s %.0f %s", name, slot, bytes));
    });
    lines.push(name);
    table.sort(lines, (a, b) => a < b);
    return table.concat(lines, "\n");
}

/** The first lines in which two views differ; "" where they do not. */
function difference(a: string, b: string): string {
    const [left, right] = [a.split("\n"), b.split("\n")];
    const index = left.findIndex((line, place) => line !== right[place]);
    return a === b ? "" : `${left[index]} | ${right[index]}`;
}

function assertEqual(guild: RoomGuild, what: string): void {
    const [first, ...others] = guild.online();
    for (const other of others) assert.equal("", difference(viewOf(first), viewOf(other)), `${what}: ${other.name}`);
}

function entry(text: string): string {
    return string.char(1) + text;
}

describe("boards over a network", () => {
    it("shows everybody what each one says, whoever came when", () => {
        const guild = new RoomGuild(1, 5);
        for (const client of guild.clients) {
            client.onOpen = (session: RoomSession) => session.own.add(entry(`from ${client.name}`));
            client.login();
            guild.advance(3);
        }
        guild.advance(5);
        assertEqual(guild, "seed 1");
        assert.is_truthy(string.find(viewOf(guild.clients[0]), "from M005", 1, true)[0]);
    });

    it("serves who comes in to 40 with three entries each in 1.5 s", () => {
        const guild = new RoomGuild(2, 41);
        for (const client of guild.clients) {
            client.onOpen = (session: RoomSession) => {
                for (const index of $range(1, 3)) session.own.add(entry(`bids item ${index} ${client.name} 100`));
            };
            client.isWhisperFree = false;
            if (client !== guild.clients[40]) client.login();
        }
        guild.advance(120);
        assertEqual(guild, "seed 2");
        guild.messages = 0;
        guild.clients[40].login();
        guild.advance(1.5);
        assert.is_true(guild.messages <= 25, string.format("%.0f messages", guild.messages));
        assertEqual(guild, "seed 2, with the joiner");
    });

    it("says little while nothing changes", () => {
        const guild = new RoomGuild(3, 40);
        for (const client of guild.clients) {
            client.onOpen = (session: RoomSession) => session.own.add(entry(client.name));
            client.login();
        }
        guild.advance(200);
        guild.messages = 0;
        guild.advance(3600);
        assert.is_true(guild.messages <= 100, string.format("%.0f messages", guild.messages));
        assertEqual(guild, "seed 3");
    });

    for (const { loss, limit } of [
        { loss: 0, limit: 1.05 },
        { loss: 0.2, limit: 1.25 },
    ]) {
        const share = string.format("%.0f %%", loss * 100);
        it(`says little besides what changes all the time, while ${share} of it are lost`, () => {
            const guild = new RoomGuild(5, 40);
            for (const client of guild.clients) client.login();
            guild.advance(60);
            guild.faults.loss = loss;
            guild.messages = 0;
            const seconds = 60;
            const owners = guild.clients.slice(0, 5);
            for (const step of $range(1, seconds * 10)) {
                for (const { session } of owners) session!.own.write(0, entry(string.format("%.0f", step)));
                guild.advance(0.1);
            }
            const rate = guild.messages / seconds / owners.length;
            assert.is_true(rate <= limit, string.format("%.3f messages a second of each", rate));
            guild.advance(60);
            assertEqual(guild, "seed 5");
        });
    }

    it("comes to one view under loss", () => {
        for (const seed of $range(1, 3)) {
            const guild = new RoomGuild(seed, 12);
            guild.faults.loss = 0.2;
            for (const client of guild.clients) {
                client.onOpen = (session: RoomSession) => session.own.add(entry(client.name));
                client.login();
            }
            guild.advance(30);
            for (const client of guild.clients) {
                for (const index of $range(1, 10)) {
                    guild.later(guild.random.integer(0, 6000) / 100, () => {
                        client.session!.own.write(0, entry(`${client.name} ${index}`));
                    });
                }
            }
            guild.advance(80);
            assertEqual(guild, `seed ${seed}`);
        }
    });
});
